'use client'

import { useId, useState, type ReactElement } from 'react'
import type { ChartTree } from '../chart-tree.ts'
import type { Step } from '../watch-actor.ts'
import { readRecording, writeRecording } from './recording.ts'
import { testOf, type Told } from './test-of.ts'

export interface RecordingBarProps {
  readonly tree: ChartTree
  readonly steps: readonly Step[]
  readonly told: Told | null
  /** What is shown came from a file. */
  readonly isOpened: boolean
  readonly onOpen: (steps: readonly Step[] | null) => void
}

/** Takes what happened along: as a file to open again, or as a test. */
export function RecordingBar({ tree, steps, told, isOpened, onOpen }: RecordingBarProps): ReactElement {
  const [said, setSaid] = useState('')
  const id = useId()

  async function open(file: File | undefined): Promise<void> {
    if (file === undefined) return
    const read = readRecording(await file.text())
    if (read.ok) onOpen(read.steps)
    setSaid(
      read.ok
        ? `${file.name}: ${read.steps.length} ${read.steps.length === 1 ? 'event' : 'events'}`
        : `Line ${read.line} of ${file.name} is no event`,
    )
  }

  return (
    <div className="ac-recording">
      <a
        className="ac-press"
        download="recording.jsonl"
        href={`data:application/jsonl;charset=utf-8,${encodeURIComponent(writeRecording(steps))}`}
      >
        Download
      </a>
      <label className="ac-press" htmlFor={id}>
        Open a recording
        <input id={id} type="file" accept=".jsonl" onChange={({ target }) => void open(target.files?.[0])} />
      </label>
      <button type="button" className="ac-press" onClick={() => void copy()}>
        Copy as a test
      </button>
      {isOpened ? (
        <button type="button" className="ac-press" onClick={() => onOpen(null)}>
          Back to what happens now
        </button>
      ) : null}
      <p role="status" className="ac-quiet">
        {said}
      </p>
    </div>
  )

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(testOf(tree, steps, told))
      setSaid('The test is on the clipboard.')
    } catch {
      setSaid('The browser keeps the clipboard to itself. Download the recording instead.')
    }
  }
}

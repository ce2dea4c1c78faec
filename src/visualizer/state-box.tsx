'use client'

import { Fragment, type ReactElement } from 'react'
import type { Instant } from '../../machines/time.ts'
import type { Countdown as Wait } from './alarms.ts'
import type { ChartNode } from './chart-model.ts'
import { Countdown } from './countdown.tsx'
import { FoldIcon, ToneIcon } from './icons.tsx'
import type { Box } from './layout/place-boxes.ts'
import { titleOf, toneOf } from './plain-words.ts'
import type { Painted } from './verdicts/paint.ts'

export interface StateBoxProps {
  readonly node: ChartNode
  readonly box: Box
  /** Where the chart stands, or around it. */
  readonly on: 'here' | 'path' | undefined
  readonly verdict: Painted | undefined
  readonly isShown: boolean
  readonly isHinted: boolean
  /** How many states stand inside. */
  readonly inner: number
  readonly wait: Wait | undefined
  readonly now: () => Instant
  readonly onPick: () => void
  readonly onFold: () => void
}

/** One state: its title, its name, and whether the chart stands in it. */
export function StateBox(props: StateBoxProps): ReactElement {
  const { node, box, on, verdict, isShown, isHinted, inner, wait, now, onPick, onFold } = props
  const place = { transform: `translate(${box.x}px, ${box.y}px)`, width: box.width, height: box.height }
  return (
    <div
      className="ac-box"
      data-state={node.id}
      data-on={on}
      data-tone={toneOf(node)}
      data-verdict={verdict?.kind}
      data-hinted={isHinted ? '' : undefined}
      style={place}
    >
      <button
        type="button"
        className="ac-state"
        data-folds={inner > 0 ? '' : undefined}
        aria-current={on === undefined ? undefined : 'true'}
        aria-pressed={isShown}
        style={{ height: box.header }}
        onClick={onPick}
      >
        <ToneIcon tone={toneOf(node)} />
        <span className="ac-title">{titleOf(node)}</span>
        <span className="ac-name">
          {on === 'here' ? <span className="ac-dot" /> : null}
          <Name of={node.key} />
          {wait === undefined ? null : <Countdown wait={wait} now={now} />}
        </span>
      </button>
      {inner === 0 ? null : (
        <button
          type="button"
          className="ac-fold"
          aria-expanded={box.isOpen}
          aria-label={`${inner} states inside ${node.key}`}
          onClick={onFold}
        >
          <FoldIcon />
        </button>
      )}
    </div>
  )
}

/** A name that may break after an underscore, where a narrow box needs it. */
function Name({ of }: { readonly of: string }): ReactElement {
  const parts = of.split(/(?<=_)/)
  return (
    <span>
      {parts.map((part, place) => (
        <Fragment key={place}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  )
}

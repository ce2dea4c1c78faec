import { createBrowserInspector, type StatelyInspectionEvent } from '@statelyai/inspect'
import type { AnyStateMachine } from 'xstate'
import type { Frame } from './frame.ts'
import { redactStatelyEvent } from './redact-stately-event.ts'
import type { Sink, SinkStatus } from './sink.ts'

/** What the sink for Stately's inspector takes. */
export interface StatelySinkOptions {
  /** The machine that is watched; its names are all that passes. */
  readonly machine: AnyStateMachine
  /** A page that reads Stately's wire format: the viewer of this package, or another tool's. */
  readonly url: string
  /** The window to open it from. */
  readonly window: Window
  /** Shows it in a frame instead of a window of its own. */
  readonly iframe?: HTMLIFrameElement
}

const session = 'x:0'
/** The version of the wire format that is written. */
const version = '0.7.2'

/** For tools that understand Stately's three kinds of events, sent by Stately's own inspector. */
export function statelySink({ machine, url, window, iframe }: StatelySinkOptions): Sink {
  const serialize = redactStatelyEvent({ machines: [machine] })
  const { adapter, stop } = createBrowserInspector({ url, window, iframe: iframe ?? null, serialize })
  let isClosed = false
  return {
    name: 'stately',
    get status(): SinkStatus {
      if (isClosed) return { kind: 'closed', reason: 'closed' }
      if (iframe === undefined && 'targetWindow' in adapter && adapter.targetWindow === null)
        return { kind: 'closed', reason: 'popup_blocked' }
      return { kind: 'open' }
    },
    write(frame) {
      for (const event of wireEvents(frame, machine.id)) adapter.send(serialize(event))
    },
    close() {
      isClosed = true
      stop()
    },
  }
}

function wireEvents(frame: Frame, name: string): readonly StatelyInspectionEvent[] {
  const base = { sessionId: session, rootId: session, createdAt: String(frame.at), _version: version, id: '' }
  switch (frame.kind) {
    case 'chart':
      return [
        {
          ...base,
          type: '@xstate.actor',
          name,
          parentId: undefined,
          definition: undefined,
          snapshot: { status: 'active' },
        },
      ]
    case 'checkpoint':
      return [
        snapshotEvent({ ...base, event: { type: 'xstate.init' }, snapshot: { status: 'active', value: frame.value } }),
      ]
    case 'step': {
      const event = { type: frame.event }
      const { status, value } = frame
      return [
        { ...base, type: '@xstate.event', event, sourceId: undefined },
        snapshotEvent({ ...base, event, snapshot: { status, value } }),
      ]
    }
    default:
      return frame satisfies never
  }
}

function snapshotEvent(parts: object): StatelyInspectionEvent {
  return { type: '@xstate.snapshot', ...parts } as StatelyInspectionEvent
}

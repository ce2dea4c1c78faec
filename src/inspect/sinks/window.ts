import type { Frame } from '../frame.ts'
import type { Sink, SinkStatus } from '../sink.ts'
import { isHello } from './hello.ts'

interface Message {
  readonly data: unknown
  readonly source: unknown
  readonly origin: string
}

/** Which window hears, and from where it may answer. */
export interface WindowSinkOptions {
  /** The viewer's window, as `window.open` answered; null: the browser blocked it. */
  readonly target: { postMessage(message: unknown, targetOrigin: string): void } | null
  /** Our own window, where the viewer's answers arrive. */
  readonly own: {
    addEventListener(type: 'message', listener: (event: Message) => void): void
    removeEventListener(type: 'message', listener: (event: Message) => void): void
  }
  /** The viewer's origin. A viewer opened from `file://` has none: `*`, and nobody else may be let into its window. */
  readonly origin: string
}

/** For a viewer in a window or frame of its own. Nothing is sent before the viewer says that it is there. */
export function windowSink({ target, own, origin }: WindowSinkOptions): Sink {
  let replayAll: () => readonly Frame[] = () => []
  let hasReader = false
  let isClosed = false

  function listen({ data, source, origin: from }: Message): void {
    if (source !== target || !isHello(data) || (origin !== '*' && from !== origin)) return
    hasReader = true
    for (const frame of replayAll()) target?.postMessage(frame, origin)
  }

  if (target !== null) own.addEventListener('message', listen)
  return {
    name: 'window',
    get status(): SinkStatus {
      if (target === null) return { kind: 'closed', reason: 'popup_blocked' }
      if (isClosed) return { kind: 'closed', reason: 'closed' }
      return hasReader ? { kind: 'open' } : { kind: 'waiting', reason: 'no_handshake' }
    },
    write(frame) {
      if (hasReader && !isClosed) target?.postMessage(frame, origin)
    },
    connect(replay) {
      replayAll = replay
    },
    close() {
      isClosed = true
      own.removeEventListener('message', listen)
    },
  }
}

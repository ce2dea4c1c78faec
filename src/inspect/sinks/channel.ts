import type { Frame } from '../frame.ts'
import type { Sink, SinkStatus } from '../sink.ts'
import { isHello } from './hello.ts'

/** As much of a BroadcastChannel as is used. */
export interface Channel {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  close(): void
}

/** For a viewer in another tab of the same origin: `channelSink(new BroadcastChannel('authchart'))`. */
export function channelSink(channel: Channel): Sink {
  let isClosed = false
  let hasReader = false
  const send = (frame: Frame): void => {
    if (!isClosed) channel.postMessage(frame)
  }
  return {
    name: 'channel',
    get status(): SinkStatus {
      if (isClosed) return { kind: 'closed', reason: 'closed' }
      return hasReader ? { kind: 'open' } : { kind: 'waiting', reason: 'no_handshake' }
    },
    write: send,
    connect(replay) {
      channel.addEventListener('message', ({ data }) => {
        if (!isHello(data)) return
        hasReader = true
        for (const frame of replay()) send(frame)
      })
    },
    close() {
      isClosed = true
      channel.close()
    },
  }
}

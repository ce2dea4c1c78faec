import type { Reply, Transport } from '../../ports/authorization.ts'
import { defineOperation, type Operation } from '../../queue/define-operation.ts'
import { durableQueue } from '../../queue/durable-queue.ts'
import type { QueueFactory } from '../../queue/part.ts'
import { noErrorFields } from '../../exchange/error-fields.ts'
import type { NetworkFate } from './fates.ts'
import { travel, type Journey } from './journey.ts'
import type { Tab } from './tab.ts'
import type { Work, WorkServer } from './work-server.ts'

/** Work that the library promised to keep. */
export interface Promised {
  readonly work: Work
  readonly item: string
  /** Steps of the book-keeping: what was promised before something else was asked for comes before it. */
  readonly askedAt: number
  readonly promisedAt: number
}

/** Everything that people of this device have asked for, and what became of it by their own doing. */
export interface OfflineWork {
  readonly promised: readonly Promised[]
  enqueue(tab: Tab, lane: number): Promise<unknown>
  /** Somebody chose to give up the work of this author that stands there now; null: nobody can tell whose. */
  discard(author: string | null): void
  wasDiscarded(work: Work): boolean
}

export const workOperation: Operation<Work> = defineOperation<Work>({
  name: 'work',
  version: 1,
  lane: ({ lane }) => lane,
  request: (work) => ({ method: 'POST', url: 'https://api.test/work', json: work }),
})

export function offlineWork(): OfflineWork {
  const promised: Promised[] = []
  const discards: { readonly author: string | null; readonly upTo: number }[] = []
  let step = 0
  let asked = 0
  return {
    promised,
    async enqueue(tab, lane) {
      // The provider of this world calls everybody by their subject.
      const author = tab.auth.state.user?.name ?? null
      if (author === null || tab.auth.queue === null) return
      const work: Work = { number: (asked += 1), author, lane: String(lane) }
      const askedAt = (step += 1)
      const { id, durability } = await tab.auth.queue.enqueue(workOperation, work)
      if (durability === 'durable') promised.push({ work, item: id, askedAt, promisedAt: (step += 1) })
    },
    discard: (author) => void discards.push({ author, upTo: asked }),
    wasDiscarded: ({ number, author }) =>
      discards.some((one) => number <= one.upTo && (one.author === null || one.author === author)),
  }
}

/** The queue of one tab, over the same network as its tokens. */
export function queueOf(
  server: WorkServer,
  journey: () => Omit<Journey, 'signal' | 'fate'>,
  fate: () => NetworkFate,
): QueueFactory {
  const transport: Transport = async (
    { body, idempotencyKey: key },
    { accessToken: token, signal },
  ): Promise<Reply> => {
    const terms = journey()
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body ?? new Uint8Array())
    const answer = await travel({ ...terms, fate: fate(), signal }, () => server.act({ key, token, body: text }))
    const heard = await terms.tab.hear(answer)
    if (heard.ok) return { exchange: { ...proper, ...noErrorFields }, result: {} }
    const { failure } = heard
    if (failure.kind !== 'exchange') throw new Error(`Cannot happen to a request: ${failure.kind}`)
    return { exchange: failure.exchange, result: null }
  }
  return durableQueue({ operations: [workOperation], transport })
}

const proper = {
  kind: 'response',
  status: 201,
  redirected: false,
  contentType: 'json',
  retryAfter: null,
  body: 'ok',
} as const

import { browser } from '../../adapters/presets/browser.ts'
import { indexedDb } from '../../adapters/storage/indexed-db.ts'
import { webLocks } from '../../adapters/tabs/web-locks.ts'
import { systemClock } from '../../adapters/clock/system.ts'
import { duration } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import { createAuth } from '../../src/create-auth.ts'
import type { AuthQueue } from '../../src/queue/api.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import { scriptedIdentity, type ScriptedIdentity } from '../../src/testing/fakes/scripted-identity.ts'
import { noteOf, type Outbox, type Target } from './outbox.ts'

export interface OwnOutbox extends Outbox {
  readonly auth: Auth
  readonly queue: AuthQueue
  addMany(count: number): Promise<unknown>
  /** Many calls in one turn, each awaited for itself. */
  burst(count: number): Promise<unknown>
  /** Lets it send; resolves when the first request leaves. */
  firstSend(): Promise<void>
}

interface OwnOptions {
  readonly name: string
  readonly durability?: 'strict' | 'relaxed'
  /** Its requests leave and are never answered. */
  readonly unanswered?: boolean
}

const providers = new Map<string, ScriptedIdentity>()

/** One that outlives the contexts of its database, as a provider does. */
function providerOf(name: string): ScriptedIdentity {
  const provider = providers.get(name) ?? scriptedIdentity({ accessTokenTtl: duration(3_600_000) })
  providers.set(name, provider)
  return provider
}

/** The whole of it: chart, session, sealed rows in IndexedDB, Web Locks. Sends nothing before it is let. */
export async function ownOutbox(
  target: Target,
  { name, durability = 'strict', unanswered = false }: OwnOptions,
): Promise<OwnOutbox> {
  let open = (): void => {}
  const gate = new Promise<void>((resolve) => (open = resolve))
  let tellSent = (): void => {}
  const sent = new Promise<void>((resolve) => (tellSent = resolve))
  const clock = systemClock()
  const tabs = webLocks({ clock, name })
  const note = defineOperation({
    name: 'note.create',
    version: 1,
    lane: ({ lane }: { readonly lane: string; readonly text: string }) => lane,
    request: (variables) => ({ method: 'POST', url: target.url, json: variables }),
  })
  const auth = createAuth({
    identity: providerOf(name),
    store: indexedDb({ name }),
    platform: browser({
      clock,
      tabs: {
        ...tabs,
        exclusive: async (lock, work, options) => {
          if (lock.startsWith('queue:')) await gate
          return tabs.exclusive(lock, work, options)
        },
      },
      fetch: (input, init) => {
        if (input !== target.url) return fetch(input, init)
        tellSent()
        return unanswered ? new Promise<Response>(() => {}) : fetch(input, init)
      },
    }),
    offlineFor: '7d',
    origins: [location.origin],
    queue: durableQueue({ operations: [note], durability, limits: { items: 20_000 } }),
  })
  await auth.ready
  if (auth.state.status === 'SIGNED_OUT') {
    await auth.signIn({ via: 'credentials', credentials: { username: 'mira', password: 'secret' } })
  }
  const { queue } = auth
  if (queue === null) throw new Error('Cannot measure: there is no queue')

  const empty = (): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (queue.counts().total > 0) return
        unsubscribe()
        resolve()
      }
      const unsubscribe = queue.subscribe(look)
      look()
    })

  return {
    auth,
    queue,
    add: (index) => queue.enqueue(note, noteOf(index, target)),
    addMany: (count) =>
      queue.enqueueMany(
        note,
        Array.from({ length: count }, (_, index) => noteOf(index, target)),
      ),
    burst: (count) =>
      Promise.all(Array.from({ length: count }, (_, index) => queue.enqueue(note, noteOf(index, target)))),
    async firstSend() {
      open()
      await sent
    },
    async drain() {
      open()
      await empty()
    },
    dispose() {
      open()
      auth.dispose()
    },
  }
}

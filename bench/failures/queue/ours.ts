import { jsonApi } from '../../../adapters/identity/json-api.ts'
import { browser } from '../../../adapters/presets/browser.ts'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import type { Auth } from '../../../src/auth.ts'
import { createAuth } from '../../../src/create-auth.ts'
import type { AuthQueue } from '../../../src/queue/api.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/durable-queue.ts'
import { rest, toldBy, type QueueClient } from './client.ts'

const note = defineOperation({
  name: 'note.create',
  version: 1,
  lane: ({ path }: { readonly path: string }) => path,
  request: ({ path }) => ({ method: 'POST', url: `${location.origin}${path}`, json: { path } }),
})
const inOneLane = defineOperation({ ...note, name: 'note.create.in-order', lane: 'all' })

/** Every note in a lane of its own, unless order is asked for. */
export function ours({ ordered = false }: { readonly ordered?: boolean } = {}): QueueClient {
  let session: { readonly auth: Auth; readonly queue: AuthQueue } | null = null
  const operation = ordered ? inOneLane : note

  const queueOf = (): AuthQueue => {
    if (session === null) throw new Error('Cannot play: not started')
    return session.queue
  }

  return {
    async start() {
      const auth = createAuth({
        identity: jsonApi({
          issuer: location.origin,
          client: 'notes',
          login: `${location.origin}/login`,
          refresh: `${location.origin}/refresh`,
          user: `${location.origin}/user`,
        }),
        store: indexedDb({ name: 'ours' }),
        platform: browser({ name: 'ours' }),
        offlineFor: '7d',
        queue: durableQueue({ operations: [note, inOneLane] }),
      })
      await auth.ready
      if (auth.state.status === 'SIGNED_OUT') {
        await auth.signIn({ via: 'credentials', credentials: { username: 'mira', password: 'secret' } })
      }
      if (auth.queue === null) throw new Error('Cannot play: there is no queue')
      session = { auth, queue: auth.queue }
    },
    async add(paths) {
      for (const path of paths) await queueOf().enqueue(operation, { path })
    },
    async send() {
      await queueOf().flush()
      await rest(1_500)
    },
    async kept() {
      return (await queueOf().export()).flatMap(({ content }) =>
        content === null ? [] : [(content.variables as { readonly path: string }).path],
      )
    },
    store: (path) => toldBy(queueOf().enqueue(operation, { path })),
    isStored: async (path) => JSON.stringify(await queueOf().export()).includes(path),
  }
}

import { createAuth, defineOperation } from 'authchart'
import { indexedDb } from 'authchart/adapters/indexed-db'
import { oidc } from 'authchart/adapters/oidc'
import { browser } from 'authchart/browser'
import { durableQueue } from 'authchart/queue'

/** Your provider and your API. */
const issuer = 'https://id.example.com'
export const api = 'https://api.example.com'

export const createNote = defineOperation<{ text: string }>({
  name: 'note.create',
  version: 1,
  request: ({ text }) => ({ method: 'POST', url: `${api}/notes`, json: { text } }),
})

export const auth = createAuth({
  identity: oidc({ issuer, clientId: 'notes', redirectUri: '/callback' }),
  store: indexedDb({ name: 'notes' }),
  platform: browser(),
  offlineFor: '7d',
  origins: [api],
  queue: durableQueue({ operations: [createNote] }),
})

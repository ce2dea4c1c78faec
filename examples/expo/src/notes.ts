import { defineCapabilities, defineOperation } from 'authchart'

/** Your API. */
export const api = 'https://api.example.com'

export const policy = defineCapabilities({
  'note.create': { offlineFor: '7d', queue: true },
  'notes.clear': { offlineFor: '7d', stepUpEvery: '5m', queue: true },
})

export const createNote = defineOperation<{ text: string }>({
  name: 'note.create',
  version: 1,
  capability: 'note.create',
  request: ({ text }) => ({ method: 'POST', url: `${api}/notes`, json: { text } }),
})

export const clearNotes = defineOperation<null>({
  name: 'notes.clear',
  version: 1,
  capability: 'notes.clear',
  request: () => ({ method: 'DELETE', url: `${api}/notes` }),
})

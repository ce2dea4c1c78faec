import { createAuth, type Auth } from 'authchart'
import { expoSecrets } from 'authchart/adapters/expo'
import { jsonApi } from 'authchart/adapters/json-api'
import { pin } from 'authchart/adapters/pin'
import { expoSqlite, sqlite } from 'authchart/adapters/sqlite'
import { durableQueue } from 'authchart/queue'
import * as SecureStore from 'expo-secure-store'
import { openDatabaseAsync } from 'expo-sqlite'
import { api, clearNotes, createNote, policy } from './notes.ts'
import { phone } from './phone.ts'

/** The app's one auth; made once, outside React. */
export function openAuth(): Auth {
  return createAuth({
    identity: jsonApi({
      issuer: api,
      client: 'notes',
      login: `${api}/login`,
      refresh: `${api}/refresh`,
      logout: `${api}/logout`,
    }),
    // Sealed rows in SQLite; the keys that open them in the keychain.
    store: sqlite({
      database: expoSqlite(() => openDatabaseAsync('auth.db', { useNewConnection: true })),
      secrets: expoSecrets(SecureStore),
    }),
    platform: phone(),
    offlineFor: '7d',
    origins: [api],
    policy,
    stepUp: [pin()],
    queue: durableQueue({ operations: [createNote, clearNotes] }),
  })
}

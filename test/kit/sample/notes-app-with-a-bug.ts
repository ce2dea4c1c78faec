import type { Auth } from '../../../src/auth.ts'
import { startNotesApp, type NotesApp } from './notes-app.ts'

/** The same app after a well-meant change: when the server answers 503, it signs the person out. */
export function startNotesAppWithABug(auth: Auth): NotesApp {
  auth.subscribe(() => {
    const { state } = auth
    if (state.status === 'OFFLINE_STALE' && state.reason === 'server_unavailable') void auth.signOut()
  })
  return startNotesApp(auth)
}

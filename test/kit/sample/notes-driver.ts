import type { Auth } from '../../../src/auth.ts'
import type { AuthDriver } from '../../../src/testing/journeys/driver.ts'
import { worldDriver } from '../../../src/testing/journeys/world-driver.ts'
import type { AuthStatus } from '../../../src/view.ts'
import type { NotesApp } from './notes-app.ts'

/** Hands on the notes app: it runs on a test world, and what counts is what stands on the page. */
export function notesDriver(startApp: (auth: Auth) => NotesApp): AuthDriver {
  let app: NotesApp | null = null
  const driver = worldDriver({
    onStart: (auth) => {
      app = startApp(auth)
    },
  })
  return { ...driver, look: async () => ({ status: statusIn(app?.text() ?? '') }) }
}

function statusIn(text: string): AuthStatus {
  return text.startsWith('Sign in') ? 'SIGNED_OUT' : (text.slice(0, text.indexOf(':')) as AuthStatus)
}

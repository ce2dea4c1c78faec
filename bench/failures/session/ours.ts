import { systemClock } from '../../../adapters/clock/system.ts'
import { jsonApi } from '../../../adapters/identity/json-api.ts'
import { browser } from '../../../adapters/presets/browser.ts'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import type { Auth } from '../../../src/auth.ts'
import { createAuth } from '../../../src/create-auth.ts'
import { shiftedTime, type ShiftedTime } from '../../shifted-time.ts'

export interface Ours {
  readonly auth: Auth
  /** Moves this context's clock past the end of the token. */
  readonly expire: () => void
  /** Moves it by so many milliseconds. */
  readonly pass: (milliseconds: number) => void
}

/** Two hours: twice what the server's tokens live. */
const later = 7_200_000

/** A context of ours on the same server, in this origin's own database. */
export async function context(time: ShiftedTime = shiftedTime()): Promise<Ours> {
  const auth = createAuth({
    identity: jsonApi({
      issuer: location.origin,
      client: 'app',
      login: '/login',
      refresh: '/refresh',
      logout: '/logout',
      user: '/userinfo',
      origins: [location.origin],
    }),
    store: indexedDb({ name: 'ours' }),
    platform: browser({ clock: systemClock({ time }), name: 'ours' }),
    offlineFor: '7d',
  })
  await auth.ready
  return { auth, expire: () => time.skip(later), pass: time.skip }
}

/** The same, signed in. */
export async function session(time?: ShiftedTime): Promise<Ours> {
  const ours = await context(time)
  const credentials = { username: 'mira', password: 'secret' }
  const { status } = await ours.auth.signIn({ via: 'credentials', credentials })
  if (status !== 'signed_in') throw new Error(`Cannot show ours: the sign-in ended ${status}`)
  return ours
}

/** A token, or the code of the error that came instead. */
export async function asked(auth: Auth): Promise<string> {
  return auth.getAccessToken().then(
    () => 'token',
    (error: { readonly code?: string }) => error.code ?? 'unknown error',
  )
}

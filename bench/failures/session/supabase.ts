import type { Shown } from '../failure.ts'
import { always, doubles, heard, next } from '../script.ts'
import { asked, context, session } from './ours.ts'

interface Client {
  signInWithPassword(credentials: { readonly email: string; readonly password: string }): Promise<unknown>
  getSession(): Promise<{ readonly data: { readonly session: object | null } }>
  signOut(): Promise<{ readonly error: Error | null }>
}

interface SupabaseModule {
  readonly GoTrueClient: new (options: object) => Client
}

/** Where the client keeps its session. */
const storageKey = 'session'

function client({ GoTrueClient }: SupabaseModule): Client {
  return new GoTrueClient({ url: location.origin, storageKey, autoRefreshToken: false, persistSession: true })
}

/** Signed in with a token that has already ended. */
async function expired(module: SupabaseModule): Promise<Client> {
  const one = client(module)
  await one.signInWithPassword({ email: 'mira@example.test', password: 'secret' })
  // The server's password grant lives for a second, and this client has no clock of its own to move.
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  return one
}

const isStored = (): boolean => localStorage.getItem(storageKey) !== null

/** P2: the server asks for a pause while the access token has ended. */
export async function throttled(module: SupabaseModule): Promise<Shown> {
  const peer = await expired(module)
  await next('/token', [{ status: 429, headers: { 'retry-after': '1' } }])
  await peer.getSession()
  const peerKept = isStored()

  const { auth, expire } = await session()
  expire()
  await next('/refresh', [{ status: 429, headers: { 'retry-after': '1' } }])
  await asked(auth)
  const { status } = auth.state
  return {
    peer: { holds: peerKept, saw: peerKept ? 'the session is stored' : 'the stored session is gone' },
    ours: { holds: auth.state.isAuthenticated, saw: status },
  }
}

/** P3: no connection, and a token that has ended: is the user still somebody? */
export async function offline(module: SupabaseModule): Promise<Shown> {
  const peer = await expired(module)
  await next('/token', always('drop'))
  const began = performance.now()
  const { data } = await peer.getSession()
  const took = Math.round((performance.now() - began) / 1_000)

  const ours = await session()
  await next('/refresh', always('drop'))
  ours.auth.dispose()
  const again = await context()
  again.expire()
  await asked(again.auth)
  const { state } = again.auth
  return {
    peer: { holds: data.session !== null, saw: `${data.session === null ? 'nobody' : 'a session'} after ${took} s` },
    ours: { holds: state.isAuthenticated, saw: `${state.status} as ${state.user?.name ?? state.user?.id ?? 'nobody'}` },
  }
}

/** P4: sign-out without a connection. */
export async function signOut(module: SupabaseModule): Promise<Shown> {
  const peer = client(module)
  await peer.signInWithPassword({ email: 'mira@example.test', password: 'secret' })
  await peer.getSession()
  await next('/logout', always('drop'))
  const { error } = await peer.signOut()
  const peerKept = isStored()

  const { auth } = await session()
  await next('/logout', always('drop'))
  await auth.signOut()
  auth.dispose()
  const after = await context()
  const { status } = after.auth.state
  return {
    peer: { holds: !peerKept, saw: `${error?.message ?? 'no error'}; ${peerKept ? 'still stored' : 'not stored'}` },
    ours: { holds: status === 'SIGNED_OUT', saw: `${status} after a reload` },
  }
}

/** P5: two clients of one storage refresh at the same moment. */
export async function twoClients(module: SupabaseModule): Promise<Shown> {
  const peers = [await expired(module), client(module)]
  await Promise.all(peers.map((one) => one.getSession()))
  const peerDoubles = doubles(await heard('/token'))

  const first = await session()
  const second = await context()
  for (const { expire } of [first, second]) expire()
  await Promise.all([asked(first.auth), asked(second.auth)])
  const requests = await heard('/refresh')
  const ourDoubles = doubles(requests)
  return {
    peer: { holds: peerDoubles.length === 0, saw: `${peerDoubles.length} refresh token presented twice` },
    ours: {
      holds: ourDoubles.length === 0 && [first, second].every(({ auth }) => auth.state.isAuthenticated),
      saw: `${requests.length} request, ${ourDoubles.length} presented twice`,
    },
  }
}

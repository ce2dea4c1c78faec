import type { Shown } from '../failure.ts'
import { doubles, heard, next } from '../script.ts'
import { asked, session } from './ours.ts'

interface Manager {
  storeUser(user: unknown): Promise<void>
  getUser(): Promise<{ readonly refresh_token?: string } | null>
  signinSilent(): Promise<unknown>
}

interface OidcClientModule {
  readonly UserManager: new (settings: object) => Manager
  readonly User: new (fields: object) => unknown
}

async function manager({ UserManager, User }: OidcClientModule, settings: object = {}): Promise<Manager> {
  const one = new UserManager({
    authority: location.origin,
    client_id: 'app',
    redirect_uri: `${location.origin}/callback`,
    automaticSilentRenew: false,
    ...settings,
  })
  await one.storeUser(
    new User({
      access_token: 'access',
      refresh_token: 'stored-refresh-token',
      token_type: 'Bearer',
      scope: 'openid offline_access',
      expires_at: Math.floor(Date.now() / 1_000) - 60,
      profile: { iss: location.origin, sub: 'mira', aud: 'app', exp: 4_000_000_000, iat: 1_700_000_000 },
    }),
  )
  return one
}

/** P7: three callers want a new token at once. */
export async function threeAtOnce(module: OidcClientModule): Promise<Shown> {
  const peer = await manager(module)
  await Promise.allSettled([peer.signinSilent(), peer.signinSilent(), peer.signinSilent()])
  const presented = (await heard('/token')).filter(({ refreshToken }) => refreshToken === 'stored-refresh-token')

  const { auth, expire } = await session()
  expire()
  await Promise.all([asked(auth), asked(auth), asked(auth)])
  const requests = await heard('/refresh')
  return {
    peer: { holds: presented.length === 1, saw: `${presented.length} requests with the same refresh token` },
    ours: { holds: requests.length === 1 && doubles(requests).length === 0, saw: `${requests.length} request` },
  }
}

/** P8: the token is rotated, and then the user's profile can't be had. */
export async function profileFails(module: OidcClientModule): Promise<Shown> {
  const peer = await manager(module, { loadUserInfo: true })
  await next('/userinfo', [{ status: 503 }])
  await peer.signinSilent().catch(() => {})
  const stored = (await peer.getUser())?.refresh_token ?? 'none'
  const isSpent = (await heard('/token')).some(({ refreshToken, status }) => refreshToken === stored && status === 200)

  const { auth, expire } = await session()
  expire()
  await next('/userinfo', [{ status: 503 }])
  const first = await asked(auth)
  expire()
  const second = await asked(auth)
  const refused = (await heard('/refresh')).filter(({ status }) => status !== 200).length
  return {
    peer: { holds: !isSpent, saw: isSpent ? 'keeps the refresh token that is spent' : 'keeps the new refresh token' },
    ours: {
      holds: first === 'token' && second === 'token' && refused === 0,
      saw: `a token, and ${refused} refusals after`,
    },
  }
}

/** P9: what an error of a failed refresh says when it is logged. */
export async function errorTells(module: OidcClientModule): Promise<Shown> {
  const peer = await manager(module)
  await next('/token', [{ status: 400, error: 'invalid_grant' }])
  const error: unknown = await peer.signinSilent().catch((reason: unknown) => reason)
  const told = everythingIn(error).includes('stored-refresh-token')

  const { auth, expire } = await session()
  const current = await auth.getAccessToken()
  expire()
  await next('/refresh', [{ status: 400, error: 'invalid_grant' }])
  const ours: unknown = await auth.getAccessToken().catch((reason: unknown) => reason)
  const says = everythingIn(ours)
  const leaks = says.includes(current) || says.includes('refresh-1')
  return {
    peer: { holds: !told, saw: told ? 'the error carries the refresh token' : 'no token in the error' },
    ours: { holds: !leaks && ours instanceof Error, saw: leaks ? 'a token in the error' : 'no token in the error' },
  }
}

/** Every text that can be reached from a value, as a logger that walks its arguments would find it. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || seen.has(value)) return ''
  seen.add(value)
  if (value instanceof URLSearchParams) return value.toString()
  return Reflect.ownKeys(value)
    .map((key) => everythingIn(Reflect.get(value, key), seen))
    .join('\n')
}

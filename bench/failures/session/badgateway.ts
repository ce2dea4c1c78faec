import type { Shown } from '../failure.ts'
import { always, next } from '../script.ts'
import { asked, session } from './ours.ts'

interface Token {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresAt: number
}

interface BadgatewayModule {
  readonly OAuth2Client: new (options: object) => unknown
  readonly OAuth2Fetch: new (options: {
    readonly client: unknown
    readonly getNewToken: () => Promise<Token | null>
    readonly getStoredToken: () => Token
    readonly scheduleRefresh: boolean
  }) => { fetch(url: string): Promise<Response> }
}

/** P11: the connection is lost while a token that has ended is renewed. */
export async function offlineRenewal({ OAuth2Client, OAuth2Fetch }: BadgatewayModule): Promise<Shown> {
  let askedToSignIn = 0
  const api = new OAuth2Fetch({
    client: new OAuth2Client({ server: location.origin, clientId: 'app', tokenEndpoint: '/token' }),
    getStoredToken: () => ({ accessToken: 'access', refreshToken: 'refresh', expiresAt: Date.now() - 60_000 }),
    getNewToken: async () => {
      askedToSignIn += 1
      return null
    },
    scheduleRefresh: false,
  })
  await next('/token', always('drop'))
  await api.fetch(`${location.origin}/api`).catch(() => {})

  const { auth, expire } = await session()
  expire()
  await next('/refresh', always('drop'))
  await asked(auth)
  return {
    peer: { holds: askedToSignIn === 0, saw: `asks for a new sign-in ${askedToSignIn} time` },
    ours: { holds: auth.state.isAuthenticated, saw: auth.state.status },
  }
}

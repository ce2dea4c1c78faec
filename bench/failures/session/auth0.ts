import type { Shown } from '../failure.ts'
import { next } from '../script.ts'
import { asked, session } from './ours.ts'

interface Auth0Module {
  readonly Auth0Client: new (options: object) => {
    loginWithRedirect(options: { readonly openUrl: (url: string) => void }): Promise<void>
    handleRedirectCallback(url: string): Promise<unknown>
    getTokenSilently(options?: { readonly cacheMode?: 'off' }): Promise<string>
  }
}

/** P1: one 503, then a server that is well again. */
export async function unavailableOnce({ Auth0Client }: Auth0Module): Promise<Shown> {
  const client = new Auth0Client({
    domain: location.origin,
    clientId: 'app',
    useRefreshTokens: true,
    cacheLocation: 'memory',
    authorizationParams: { redirect_uri: `${location.origin}/callback` },
  })
  let authorize = new URL(location.href)
  await client.loginWithRedirect({ openUrl: (url) => void (authorize = new URL(url)) })
  const back = new URL('/callback', location.origin)
  back.searchParams.set('code', authorize.searchParams.get('nonce') ?? '')
  back.searchParams.set('state', authorize.searchParams.get('state') ?? '')
  await client.handleRedirectCallback(back.href)
  const renew = (): Promise<string> =>
    client.getTokenSilently({ cacheMode: 'off' }).then(
      () => 'token',
      (error: Error) => error.message,
    )
  await next('/oauth/token', [{ status: 503 }])
  const during = await renew()
  const after = await renew()

  const { auth, expire } = await session()
  expire()
  await next('/refresh', [{ status: 503 }])
  const first = await asked(auth)
  const status = auth.state.status
  const second = first === 'token' ? first : await retried(auth)
  return {
    peer: { holds: after === 'token', saw: `“${during}”, and then “${after}”` },
    ours: { holds: auth.state.isAuthenticated && second === 'token', saw: `${status}, and then a ${second}` },
  }
}

/** Asks for as long as the server's pause lasts. */
async function retried(auth: Parameters<typeof asked>[0]): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    auth.retry()
    const answer = await asked(auth)
    if (answer === 'token') return answer
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return 'no token'
}

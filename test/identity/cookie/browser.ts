import type { CookieOptions } from '../../../adapters/identity/cookie.ts'
import { createCookieJar } from '../../drivers/cookie-jar.ts'
import { appOrigin, type Bff } from './bff.ts'

export { appOrigin }

export const cookieOptions: CookieOptions = {
  issuer: 'bff',
  client: 'app',
  session: `${appOrigin}/bff/session`,
  login: `${appOrigin}/bff/login`,
  logout: `${appOrigin}/bff/logout`,
  callback: `${appOrigin}/back`,
  verifiesSession: true,
}

/** A browser's part: the app's origin on loopback, and the cookie only where a request asks for it. */
export function browserTo({ origin }: Pick<Bff, 'origin'>): typeof globalThis.fetch {
  const jar = createCookieJar()
  return async (input, init) => {
    const request = new Request(input, init)
    const url = request.url.replace(appOrigin, origin)
    const { method, headers, signal } = request
    const body = request.body === null ? {} : { body: await request.text() }
    const send = request.credentials === 'include' ? jar.fetch : fetch
    const response = await send(url, { method, headers, signal, redirect: 'manual', ...body })
    // Seen from the page the answer is the app's own: a loopback address in it would look like a redirect.
    return new Response(response.body, { status: response.status, headers: response.headers })
  }
}

/** Leaves for the server, agrees at the provider, and answers with the address that the browser comes back to. */
export async function signInAt(
  { approve }: Pick<Bff, 'approve'>,
  browser: typeof globalThis.fetch,
  login: string,
): Promise<string> {
  const visit = async (url: string): Promise<string> =>
    (await browser(url, { credentials: 'include' })).headers.get('location') ?? ''
  return visit(await approve(await visit(login)))
}

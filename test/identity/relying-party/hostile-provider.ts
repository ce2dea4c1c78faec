import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { redirectUri } from '../oidc-server.ts'

type Claims = Record<string, unknown>

/** What this provider does wrong. Whatever is not named is right. */
export interface Lies {
  readonly discovery?: Claims
  readonly header?: { readonly alg?: string; readonly kid?: string | undefined }
  readonly login?: Claims
  readonly refreshed?: Claims
  readonly userinfo?: Claims
  /** The token answer itself, beside its ID token. */
  readonly answer?: Claims
  /** Another signature than the right one; null: none at all. */
  readonly signature?: string | null
  /** Added to the callback's address. */
  readonly callback?: string
}

export interface HostileProvider {
  readonly issuer: string
  /** The user agrees; answers with the callback's address. */
  approve(authorizationUrl: string): string
  readonly asked: readonly string[]
  end(): Promise<void>
}

const { privateKey } = await generateKeyPair('RS256')

/** `at_hash` of OpenID Connect Core §3.1.3.6, for algorithms that end in 256. */
export const accessTokenHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')

/** An OpenID provider in this process, over real HTTP, that tells the lies it was asked for. */
export async function hostileProvider(lies: Lies = {}): Promise<HostileProvider> {
  const asked: string[] = []
  const nonces = new Map<string, string>()
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    asked.push(path)
    response.setHeader('content-type', 'application/json')
    if (path === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ ...metadata(issuer), ...lies.discovery }))
    } else if (path === '/userinfo') {
      response.end(JSON.stringify({ sub: 'mira', name: 'Mira Okafor', ...lies.userinfo }))
    } else {
      response.end(JSON.stringify(await grant(new URLSearchParams(await text(request)))))
    }
  }

  async function grant(form: URLSearchParams): Promise<Claims> {
    const isRefresh = form.get('grant_type') === 'refresh_token'
    const accessToken = randomUUID()
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      sub: 'mira',
      aud: 'app',
      iat: now,
      exp: now + 300,
      auth_time: 1_000,
      at_hash: accessTokenHash(accessToken),
      ...(isRefresh ? lies.refreshed : { nonce: nonces.get(form.get('code') ?? ''), ...lies.login }),
    }
    const token = { access_token: accessToken, token_type: 'Bearer', expires_in: 60, refresh_token: randomUUID() }
    return { ...token, id_token: await sign(claims, lies), ...lies.answer }
  }

  return {
    issuer,
    asked,
    approve(authorizationUrl) {
      const { searchParams } = new URL(authorizationUrl)
      const code = randomUUID()
      nonces.set(code, searchParams.get('nonce') ?? '')
      const url = new URL(redirectUri)
      url.searchParams.set('code', code)
      url.searchParams.set('state', searchParams.get('state') ?? '')
      return url.href + (lies.callback ?? '')
    },
    async end() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function sign(claims: JWTPayload, { header, signature }: Lies): Promise<string> {
  const signed = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey)
  const [, body = '', right = ''] = signed.split('.')
  const shown = { alg: 'RS256', kid: 'one', ...header }
  const top = Buffer.from(JSON.stringify(shown)).toString('base64url')
  return `${top}.${body}.${signature === undefined ? right : (signature ?? '')}`
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array))
  return Buffer.concat(parts).toString('utf8')
}

const metadata = (issuer: string): Claims => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  code_challenge_methods_supported: ['S256'],
  id_token_signing_alg_values_supported: ['RS256', 'HS256', 'ES256', 'none'],
})

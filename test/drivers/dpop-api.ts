import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose'

export interface DpopApiTerms {
  /** Thumbprint of the key a live token is bound to, null for a bearer token, undefined for no live token. */
  readonly keyOf: (token: string) => Promise<string | null | undefined>
  /** No request without the nonce that was last told to the same key. */
  readonly nonces?: boolean
}

export interface Served {
  readonly method: string
  readonly path: string
  readonly jkt: string
  readonly body: string
  readonly idempotencyKey: string | null
}

export interface DpopApi {
  readonly origin: string
  /** Requests that were acted on, in order. */
  readonly served: readonly Served[]
  /** Why requests were not. */
  readonly refused: readonly string[]
  /** Every proof that arrived. */
  readonly proofs: readonly string[]
  /** Forgets what it told, as after its keys were rotated: whoever comes next needs a new nonce. */
  renewNonces(): void
  /** This token is refused from now on, as one that has expired is. */
  revoke(token: string): void
  end(): Promise<void>
}

/** An API that takes a token only with the proof it is bound to: RFC 9449 §4.3, checked with jose. */
export async function dpopApi({ keyOf, nonces = false }: DpopApiTerms): Promise<DpopApi> {
  const served: Served[] = []
  const refused: string[] = []
  const proofs: string[] = []
  const seen = new Set<string>()
  const told = new Map<string, string>()
  const revoked = new Set<string>()
  let origin = ''

  /** Null where all is well; else the challenge's error. */
  async function judge(request: IncomingMessage): Promise<{ readonly error: string; readonly jkt: string } | string> {
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
    const { dpop: proof } = request.headers
    if (scheme !== 'DPoP' || typeof proof !== 'string') return { error: 'invalid_token', jkt: '' }
    proofs.push(proof)
    const verified = await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] }).catch(() => null)
    if (verified === null) return { error: 'invalid_dpop_proof', jkt: '' }
    const { payload, protectedHeader } = verified
    const { jwk } = protectedHeader
    if (jwk === undefined || 'd' in jwk) return { error: 'invalid_dpop_proof', jkt: '' }
    const jkt = await calculateJwkThumbprint(jwk)
    const isRight =
      payload['htm'] === request.method &&
      payload['htu'] === `${origin}${(request.url ?? '').split('?')[0]}` &&
      payload['ath'] === createHash('sha256').update(token).digest('base64url') &&
      Math.abs(Date.now() / 1000 - (payload.iat ?? 0)) < 60 &&
      typeof payload.jti === 'string' &&
      !seen.has(payload.jti)
    if (!isRight) return { error: 'invalid_dpop_proof', jkt }
    seen.add(payload.jti ?? '')
    if (nonces && payload['nonce'] !== told.get(jkt)) return { error: 'use_dpop_nonce', jkt }
    if (nonces && payload['nonce'] === undefined) return { error: 'use_dpop_nonce', jkt }
    if (revoked.has(token) || (await keyOf(token)) !== jkt) return { error: 'invalid_token', jkt }
    return jkt
  }

  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
      response.setHeader('content-type', 'application/json')
      response.setHeader('access-control-allow-origin', '*')
      response.setHeader('access-control-allow-headers', 'authorization, dpop, content-type, idempotency-key')
      response.setHeader('access-control-expose-headers', 'dpop-nonce, www-authenticate')
      if (request.method === 'OPTIONS') return response.end()
      const verdict = await judge(request)
      if (typeof verdict !== 'string') {
        refused.push(verdict.error)
        if (verdict.error === 'use_dpop_nonce') {
          const nonce = told.get(verdict.jkt) ?? `${verdict.jkt}.${randomUUID()}`
          told.set(verdict.jkt, nonce)
          response.setHeader('dpop-nonce', nonce)
        }
        const challenge = `DPoP algs="ES256", error="${verdict.error}"`
        return response.writeHead(401, { 'www-authenticate': challenge }).end('{}')
      }
      const { method = '', url = '', headers } = request
      const key = headers['idempotency-key']
      const body = Buffer.concat(chunks).toString()
      served.push({ method, path: url, jkt: verdict, body, idempotencyKey: typeof key === 'string' ? key : null })
      return response.end('{"id":"1"}')
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    served,
    refused,
    proofs,
    renewNonces: () => told.clear(),
    revoke: (token) => void revoked.add(token),
    async end() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

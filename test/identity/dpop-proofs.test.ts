import { createHash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { dpop } from '../../adapters/identity/dpop.ts'
import { instant } from '../../machines/time.ts'
import type { Possession } from '../../src/ports/possession.ts'
import { classify } from '../../src/refresh/classification.ts'
import { fixedAnswers, issuer, refreshRequest, start, tokens } from './fixed-answers.ts'

const { signal } = new AbortController()
const resource = 'https://api.example.com/orders'

async function aKey(clock: { now: number } = { now: start }): Promise<Possession> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  return dpop().possession(pair, { now: () => instant(clock.now) })
}

const refusal = (error: string, headers: Record<string, string> = {}, status = 400): Response =>
  Response.json({ error }, { status, headers })

const challenge = (error: string, headers: Record<string, string> = {}): Response =>
  new Response(null, { status: 401, headers: { 'www-authenticate': `DPoP error="${error}"`, ...headers } })

/** A refresh whose token endpoint gives these answers in order, and what each request proved. */
async function refreshWith(answers: readonly (() => Response)[], key?: Possession) {
  const left = [...answers]
  const possession = key ?? (await aKey())
  const world = fixedAnswers(
    { '/token': () => left.shift()?.() ?? refusal('out_of_answers') },
    { context: { possession } },
  )
  const outcome = await world.identity.refresh(refreshRequest, world.context)
  const proofs = world.sent
    .filter(({ url }) => url === `${issuer}/token`)
    .map(({ init }) => new Headers(init.headers).get('dpop') ?? '')
  return { outcome, proofs, claims: proofs.map((proof) => decodeJwt(proof)) }
}

const granted = (): Response => tokens({ token_type: 'DPoP' })

/** Requests of a resource, each answered by `answer`, and what each proved. */
async function visit(key: Possession, answer: (proof: string) => Response, url = resource) {
  const proofs: string[] = []
  const response = await key.send({ method: 'GET', url, token: 'the-token', signal }, async (headers) => {
    proofs.push(headers['dpop'] ?? '')
    return answer(headers['dpop'] ?? '')
  })
  return { response, proofs, claims: proofs.map((proof) => decodeJwt(proof)) }
}

describe('a proof at the token endpoint', () => {
  it('names method, address and time, carries the public half alone, and no hash of a token', async () => {
    const { outcome, proofs, claims } = await refreshWith([granted])
    expect(outcome.ok).toBe(true)
    expect(claims[0]).toMatchObject({ htm: 'POST', htu: `${issuer}/token`, iat: start / 1000 })
    expect(Object.keys(claims[0] ?? {}).toSorted()).toEqual(['htm', 'htu', 'iat', 'jti'])
    const { typ, alg, jwk } = decodeProtectedHeader(proofs[0] ?? '')
    expect([typ, alg, Object.keys(jwk ?? {}).toSorted()]).toEqual(['dpop+jwt', 'ES256', ['crv', 'kty', 'x', 'y']])
  })

  it('is made once more with the nonce that is asked for, and never a third time (RF-14)', async () => {
    const ask = (nonce: string) => () => refusal('use_dpop_nonce', { 'dpop-nonce': nonce })
    const once = await refreshWith([ask('n1'), granted])
    expect([once.outcome.ok, once.claims.map(({ nonce }) => nonce)]).toEqual([true, [undefined, 'n1']])
    const twice = await refreshWith([ask('n1'), ask('n2'), granted])
    expect(twice.proofs).toHaveLength(2)
    // The session stands: this says nothing about the refresh token.
    expect(twice.outcome.ok ? null : classify(twice.outcome.failure)).toMatchObject({
      category: 'misconfigured',
      consumed: 'no',
    })
  })

  it('keeps the nonce for the next request, and takes a newer one from any answer', async () => {
    const key = await aKey()
    const tell = (nonce: string) => () => tokens({ token_type: 'DPoP' }, { 'dpop-nonce': nonce })
    await refreshWith([() => refusal('use_dpop_nonce', { 'dpop-nonce': 'n1' }), tell('n2')], key)
    expect((await refreshWith([granted], key)).claims.map(({ nonce }) => nonce)).toEqual(['n2'])
  })

  it.each([
    ['without a nonce', refusal('use_dpop_nonce')],
    ['with another error', refusal('invalid_grant', { 'dpop-nonce': 'n1' })],
    ['from a server that is down', refusal('use_dpop_nonce', { 'dpop-nonce': 'n1' }, 503)],
    ['with a page', new Response('<p>no</p>', { status: 400, headers: { 'dpop-nonce': 'n1' } })],
  ])('is not made again for a refusal %s', async (_, answer) => {
    expect((await refreshWith([() => answer, granted])).proofs).toHaveLength(1)
  })

  it('learns the server’s time where it was refused for its own, once, and keeps it', async () => {
    const clock = { now: Number(start) }
    const key = await aKey(clock)
    const server = start + 3_600_000
    const late = () => refusal('invalid_dpop_proof', { date: new Date(server).toUTCString() })
    const { outcome, claims } = await refreshWith([late, granted], key)
    expect([outcome.ok, claims.map(({ iat }) => iat)]).toEqual([true, [start / 1000, server / 1000]])
    clock.now += 5_000
    expect((await refreshWith([granted], key)).claims[0]?.iat).toBe(server / 1000 + 5)
    // The clocks agree by now: whatever is wrong, it isn't the time.
    const { proofs } = await refreshWith(
      [() => refusal('invalid_dpop_proof', { date: new Date(server + 5_000).toUTCString() }), granted],
      key,
    )
    expect(proofs).toHaveLength(1)
  })

  it('gives up where no time can be read, and ends no session', async () => {
    const { outcome, proofs } = await refreshWith([() => refusal('invalid_dpop_proof'), granted])
    expect(proofs).toHaveLength(1)
    expect(outcome.ok ? null : classify(outcome.failure).category).toBe('misconfigured')
  })

  it.each([
    ['a bearer token', 'Bearer'],
    ['a token of no known type', 'mac'],
  ])('refuses %s in return', async (_, type) => {
    const { outcome } = await refreshWith([() => tokens({ token_type: type })])
    expect(outcome).toMatchObject({ ok: false, failure: { exchange: { body: 'malformed' } } })
  })
})

describe('a proof at a resource', () => {
  it('is bound to the token, to the address without its query, and is never the same', async () => {
    const key = await aKey()
    const first = await visit(key, () => new Response(), `${resource}?page=2#top`)
    const second = await visit(key, () => new Response())
    expect(first.claims[0]).toMatchObject({
      htm: 'GET',
      htu: resource,
      ath: createHash('sha256').update('the-token').digest('base64url'),
    })
    expect(second.claims[0]?.jti).not.toBe(first.claims[0]?.jti)
  })

  it('is made again with the nonce of its origin, and with no other’s (RF-14)', async () => {
    const key = await aKey()
    const asking = (nonce: string) => (proof: string) =>
      decodeJwt(proof)['nonce'] === nonce ? new Response() : challenge('use_dpop_nonce', { 'dpop-nonce': nonce })
    const other = 'https://other.example.com/orders'
    expect((await visit(key, asking('a'))).claims.map(({ nonce }) => nonce)).toEqual([undefined, 'a'])
    expect((await visit(key, asking('b'), other)).claims.map(({ nonce }) => nonce)).toEqual([undefined, 'b'])
    expect((await visit(key, asking('a'))).claims.map(({ nonce }) => nonce)).toEqual(['a'])
    const never = await visit(key, () => challenge('use_dpop_nonce', { 'dpop-nonce': 'c' }))
    expect([never.proofs.length, never.response.status]).toEqual([2, 401])
  })

  it('is made again where a page may see the nonce and not the challenge, and for no other 401', async () => {
    const key = await aKey()
    const hidden = await visit(key, (proof) =>
      decodeJwt(proof)['nonce'] === 'h'
        ? new Response()
        : new Response(null, { status: 401, headers: { 'dpop-nonce': 'h' } }),
    )
    expect([hidden.proofs.length, hidden.response.status]).toEqual([2, 200])
    const expired = await visit(key, () => challenge('invalid_token', { 'dpop-nonce': 'x' }))
    expect([expired.proofs.length, expired.response.status]).toEqual([1, 401])
    const bare = await visit(key, () => new Response(null, { status: 401 }))
    expect(bare.proofs).toHaveLength(1)
  })

  it('is not made again for a body that can be read once: the caller has the answer, and the nonce is known', async () => {
    const key = await aKey()
    let sent = 0
    const response = await key.send({ method: 'POST', url: resource, token: 't', isOnce: true, signal }, async () => {
      sent += 1
      return challenge('use_dpop_nonce', { 'dpop-nonce': 'n' })
    })
    expect([sent, response.status]).toEqual([1, 401])
    expect((await visit(key, () => new Response())).claims[0]?.['nonce']).toBe('n')
  })

  it('fails as its request does, and hides no failure of the network', async () => {
    const key = await aKey()
    const lost = new TypeError('fetch failed')
    const sending = key.send({ method: 'GET', url: resource, token: 't', signal }, async () => {
      throw lost
    })
    await expect(sending).rejects.toBe(lost)
  })

  it('never takes another key’s nonce or answer, however many are under way (RF-14)', async () => {
    const keys = await Promise.all(['mira', 'jonas', 'ada'].map(async (name) => [name, await aKey()] as const))
    let crossed = 0
    const ask = async ([name, key]: (typeof keys)[number], round: number): Promise<string> => {
      const { response } = await visit(key, (proof) => {
        const { nonce } = decodeJwt(proof)
        if (typeof nonce === 'string' && !nonce.startsWith(name)) crossed += 1
        // Every other request meets a server that wants a new nonce.
        const isWanted = nonce === undefined || (round % 2 === 0 && nonce !== `${name}-${round}`)
        return isWanted
          ? challenge('use_dpop_nonce', { 'dpop-nonce': `${name}-${round}` })
          : new Response(name, { headers: { 'dpop-nonce': `${name}-${round}` } })
      })
      return response.text()
    }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, round) =>
        keys.map(async (key) => [key[0], await ask(key, round)] as const),
      ).flat(),
    )
    expect(answers.filter(([name, said]) => said !== '' && said !== name)).toEqual([])
    expect([answers.length, crossed]).toEqual([60, 0])
  })
})

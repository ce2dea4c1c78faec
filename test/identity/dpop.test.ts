import { decodeJwt } from 'jose'
import { describe, expect, it, vi } from 'vitest'
import { kyAuth } from '../../adapters/http/ky.ts'
import { dpop } from '../../adapters/identity/dpop.ts'
import type { Auth } from '../../src/auth.ts'
import type { TokenBinding } from '../../src/ports/possession.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import { everyEvent, spell } from '../core/spell.ts'
import { dpopWorld, type DpopWorld } from './dpop-world.ts'

const keyIds = ({ disk }: DpopWorld): readonly string[] => [...disk.proofs.keys()]

const keysServed = ({ api }: DpopWorld): number => new Set(api.served.map(({ jkt }) => jkt)).size

/** Old enough that a refusal may be for its age. */
const old = 31_000

/** A use of the API that meets an expired token, so that the set is renewed. */
async function renew(world: DpopWorld, auth: Auth): Promise<void> {
  world.pass(old)
  world.api.revoke(await auth.getAccessToken())
  expect((await auth.fetch(`${world.api.origin}/renewed`)).status).toBe(200)
}

describe.each([
  ['', false],
  [', with nonces', true],
])('a session whose tokens are bound to a key (RFC 9449)%s', (_, nonces) => {
  it('signs in, names its user and proves every request, with fetch and with ky (RF-14)', async () => {
    const world = await dpopWorld({ nonces })
    const auth = world.open()
    const warnings: string[] = []
    auth.on('warning', ({ kind }) => warnings.push(kind))
    await world.signIn(auth)
    const { api, provider } = world
    const asked = (): number =>
      provider.seen.filter(({ path, headers }) => path === '/me' && headers.authorization?.startsWith('DPoP ')).length
    await vi.waitFor(() => expect(asked()).toBe(nonces ? 2 : 1))
    expect((await auth.fetch(`${api.origin}/orders?page=2`)).status).toBe(200)
    expect((await auth.fetch(`${api.origin}/orders`, { method: 'POST', body: 'one' })).status).toBe(200)
    const request = new Request(`${api.origin}/orders`, { method: 'PUT', body: 'two' })
    expect((await auth.fetch(request)).status).toBe(200)
    const ky = kyAuth(auth)
    expect(await ky.get(`${api.origin}/ky`).json()).toEqual({ id: '1' })
    expect(await ky.post(`${api.origin}/ky`, { json: { a: 1 } }).json()).toEqual({ id: '1' })
    expect(api.served.map(({ method, path, body }) => `${method} ${path} ${body}`)).toEqual([
      'GET /orders?page=2 ',
      'POST /orders one',
      'PUT /orders two',
      'GET /ky ',
      'POST /ky {"a":1}',
    ])
    expect(keysServed(world)).toBe(1)
    expect(new Set(api.proofs).size).toBe(api.proofs.length)
    // One request more for the nonce, once for each origin.
    expect(api.refused).toEqual(nonces ? ['use_dpop_nonce'] : [])
    expect(provider.tokenRequests()).toBe(nonces ? 2 : 1)
    expect(warnings).toEqual([])
  })

  it('renews with the same key, once over two tabs, and goes on after a restart', async () => {
    const world = await dpopWorld({ nonces })
    const [first, second] = [world.open(), world.open()]
    await world.signIn(first)
    await vi.waitFor(() => expect(second.state.status).toBe('ACTIVE'))
    const before = world.provider.tokenRequests()
    world.pass(old)
    world.api.revoke(await first.getAccessToken())
    const answers = await Promise.all([first, second].map((auth) => auth.fetch(`${world.api.origin}/orders`)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    // The other tab learns its nonces for itself.
    expect(world.provider.tokenRequests() - before).toBeLessThanOrEqual(nonces ? 2 : 1)
    expect(await first.getAccessToken()).toBe(await second.getAccessToken())
    first.dispose()
    second.dispose()

    const third = world.open()
    await third.ready
    await renew(world, third)
    expect(third.state.status).toBe('ACTIVE')
    expect([keysServed(world), keyIds(world).length]).toEqual([1, 1])
  })

  it('sends queued work with it, once', async () => {
    const world = await dpopWorld({ nonces })
    const { api } = world
    const note = defineOperation({
      name: 'note',
      version: 1,
      request: (text: string) => ({ method: 'POST', url: `${api.origin}/notes`, json: { text } }),
    })
    const auth = world.open({ queue: durableQueue({ operations: [note], allowMemory: true }) })
    await world.signIn(auth)
    for (const text of ['a', 'b', 'c']) await auth.queue?.enqueue(note, text)
    await vi.waitFor(() =>
      expect(api.served.map(({ body }) => body)).toEqual(['a', 'b', 'c'].map((text) => `{"text":"${text}"}`)),
    )
    expect(new Set(api.served.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3)
    expect(api.refused.filter((error) => error !== 'use_dpop_nonce')).toEqual([])
  })
})

describe('a session whose tokens are bound to a key', () => {
  it('gets no new life from a provider’s nonce that was forgotten: each origin tells it anew', async () => {
    const world = await dpopWorld({ nonces: true })
    const auth = world.open()
    await world.signIn(auth)
    for (let round = 0; round < 3; round += 1) {
      world.api.renewNonces()
      expect((await auth.fetch(`${world.api.origin}/orders`, { method: 'POST', body: 'x' })).status).toBe(200)
    }
    expect(world.api.refused).toEqual(['use_dpop_nonce', 'use_dpop_nonce', 'use_dpop_nonce'])
    expect(auth.state.status).toBe('ACTIVE')
  })

  it('lets neither key nor proof into chart, events, views or rows that can be read (I7, S15)', async () => {
    const tokenProofs: string[] = []
    const world = await dpopWorld({
      nonces: true,
      fetch: (input, init) => {
        const proof = new Request(input, init).headers.get('dpop')
        if (proof !== null) tokenProofs.push(proof)
        return fetch(input, init)
      },
    })
    const heard: string[] = []
    const auth = world.open({ log: (record) => heard.push(spell(record)) })
    auth.actor.system.inspect((event) => {
      heard.push(
        spell(event.type === '@xstate.actor' ? event.type : { ...event, actorRef: 0, rootId: 0, sourceRef: 0 }),
      )
    })
    auth.actor.subscribe(() => heard.push(spell(auth.actor.getPersistedSnapshot())))
    auth.subscribe(() => heard.push(spell(auth.state)))
    for (const name of everyEvent) auth.on(name, (event) => heard.push(spell(event)))
    await world.signIn(auth)
    await renew(world, auth)
    heard.push(spell(auth), spell(await auth.access()))
    await auth.signOut()
    for (const { sealed, ...row } of world.disk.rows.values()) heard.push(spell(row), spell(sealed))

    const signatures = [...world.api.proofs, ...tokenProofs].map((proof) => proof.split('.')[2] ?? '')
    expect(signatures.length).toBeGreaterThan(6)
    expect(heard.length).toBeGreaterThan(20)
    expect(heard.filter((text) => signatures.some((signature) => text.includes(signature)))).toEqual([])
    expect(heard.filter((text) => text.includes('CryptoKey'))).toEqual([])
  })
})

describe('the API of these tests', () => {
  const spoiled = (spoil: (proof: string, earlier: string | null) => string): TokenBinding => ({
    possession: (pair, terms) => {
      const own = dpop().possession(pair, terms)
      let earlier: string | null = null
      return {
        thumbprint: own.thumbprint,
        send: (request, transmit) =>
          own.send(request, async ({ dpop: proof = '', ...rest }) => {
            const sent = request.token === null ? proof : spoil(proof, earlier)
            earlier ??= proof
            return transmit({ ...rest, dpop: sent })
          }),
      }
    },
  })

  it.each([
    ['a proof sent twice', spoiled((proof, earlier) => earlier ?? proof)],
    ['a proof that is cut', spoiled((proof) => proof.slice(0, -4))],
    ['no proof', spoiled(() => '')],
  ])('refuses %s', async (_, binding) => {
    const world = await dpopWorld({ binding })
    const auth = world.open()
    await world.signIn(auth)
    await auth.fetch(`${world.api.origin}/orders`)
    await auth.fetch(`${world.api.origin}/orders`)
    expect(world.api.refused.length).toBeGreaterThan(0)
    expect(world.api.proofs.every((proof) => proof === '' || decodeJwt(proof).iat !== undefined)).toBe(true)
  })
})

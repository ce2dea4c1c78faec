import { describe, expect, it, vi } from 'vitest'
import { dpop } from '../../adapters/identity/dpop.ts'
import { dpopWorld, type DpopWorld } from './dpop-world.ts'

const keyIds = ({ disk }: DpopWorld): readonly string[] => [...disk.proofs.keys()]

describe('what is bound to a key', () => {
  it('is worth nothing to whoever has the token alone', async () => {
    const world = await dpopWorld()
    const auth = world.open()
    await world.signIn(auth)
    const token = await auth.getAccessToken()
    for (const scheme of ['Bearer', 'DPoP']) {
      const stolen = await fetch(`${world.api.origin}/orders`, { headers: { authorization: `${scheme} ${token}` } })
      expect(stolen.status).toBe(401)
    }
    const other = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    const thief = dpop().possession(other, { now: auth.now })
    const { signal } = new AbortController()
    const url = `${world.api.origin}/orders`
    const answer = await thief.send({ method: 'GET', url, token, signal }, (headers) => fetch(url, { headers }))
    expect(answer.status).toBe(401)
    expect(world.api.served).toEqual([])
  })

  it('has a key that no script reads, a new one at each sign-in, none after a sign-out', async () => {
    const world = await dpopWorld()
    const auth = world.open()
    await world.signIn(auth)
    const [first = ''] = keyIds(world)
    const pair = world.disk.proofs.get(first)
    expect(pair?.privateKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('jwk', pair?.privateKey ?? ({} as CryptoKey))).rejects.toThrow()

    await auth.signIn({ via: 'popup', maxAge: 0 })
    const [second = '', ...more] = keyIds(world)
    expect([second === first, more]).toEqual([false, []])
    expect((await auth.fetch(`${world.api.origin}/orders`)).status).toBe(200)

    await auth.signOut()
    expect(keyIds(world)).toEqual([])
    expect([...world.disk.rows.values()].filter(({ key }) => key.kind === 'proof')).toEqual([])
    await world.signIn(auth)
    await auth.signOut({ mode: 'soft' })
    expect(keyIds(world)).toEqual([])
  })

  it('binds the code of a redirect sign-in too, over a reload', async () => {
    const world = await dpopWorld({ nonces: true })
    const before = world.open()
    await before.ready
    expect(await before.signIn({ via: 'redirect' })).toEqual({ status: 'redirecting' })
    const left = world.bar.left.at(-1) ?? ''
    expect(new URL(left).searchParams.get('dpop_jkt')).toMatch(/^[\w-]{43}$/)
    before.dispose()
    world.bar.show(await world.provider.approve(left))
    const auth = world.open()
    await vi.waitFor(() => expect(auth.state.status).toBe('ACTIVE'))
    expect((await auth.fetch(`${world.api.origin}/orders`)).status).toBe(200)
    expect(world.api.served[0]?.jkt).toBe(new URL(left).searchParams.get('dpop_jkt'))
    expect(keyIds(world)).toHaveLength(1)
  })

  it('leaves no key behind where a sign-in comes to nothing', async () => {
    const world = await dpopWorld()
    const auth = world.open()
    await auth.ready
    world.provider.trouble('503')
    expect(await auth.signIn({ via: 'popup' })).toMatchObject({ status: 'failed' })
    expect(keyIds(world)).toEqual([])
    // Left, and never come back: the next sign-in that begins later sweeps it.
    await auth.signIn({ via: 'redirect' })
    auth.cancel()
    const [abandoned] = keyIds(world)
    for (const [name, row] of world.disk.rows)
      if (row.key.kind === 'proof') world.disk.rows.set(name, { ...row, clear: { until: 1 } })
    world.provider.trouble(null)
    await vi.waitFor(() => expect(auth.state.status).toBe('SIGNED_OUT'))
    await world.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')
    expect(keyIds(world)).not.toContain(abandoned)
  })

  it('asks for a sign-in where the key is gone, and says so', async () => {
    const world = await dpopWorld()
    const first = world.open()
    await world.signIn(first)
    first.dispose()
    world.disk.proofs.clear()
    const auth = world.open()
    await auth.ready
    const before = world.provider.tokenRequests()
    await expect(auth.fetch(`${world.api.origin}/orders`)).rejects.toMatchObject({
      code: 'reauth_required',
      reason: 'key_lost',
    })
    await vi.waitFor(() => expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'key_lost' }))
    expect(world.provider.tokenRequests()).toBe(before)
    expect(world.api.served).toEqual([])
  })
})

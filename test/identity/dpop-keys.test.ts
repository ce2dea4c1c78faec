import { describe, expect, it, vi } from 'vitest'
import { dpop } from '../../adapters/identity/dpop.ts'
import { memory } from '../../adapters/storage/memory.ts'
import type { PermissionSource } from '../../src/ports/authorization.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Navigation } from '../../src/ports/world.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
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
    await expect(crypto.subtle.exportKey('jwk', pair?.privateKey ?? ({} as CryptoKey))).rejects.toThrow(/extract/i)

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

  it('stays one where two tabs sign the same person in at once, or one leaves meanwhile', async () => {
    const world = await dpopWorld()
    const [first, second] = [world.open(), world.open()]
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([world.signIn(first), world.signIn(second)])
      await vi.waitFor(() => expect([first.state.status, second.state.status]).toEqual(['ACTIVE', 'ACTIVE']))
      const answers = await Promise.all([first, second].map((auth) => auth.fetch(`${world.api.origin}/orders`)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      expect(keyIds(world)).toHaveLength(1)
      await first.signOut({ mode: round % 2 === 0 ? 'hard' : 'soft' })
      await vi.waitFor(() => expect(second.state.status).toBe('SIGNED_OUT'))
      expect(keyIds(world)).toEqual([])
    }
  })

  it('goes with a callback that another tab was sent (OL-02)', async () => {
    const world = await dpopWorld()
    const bar = { ...world.bar, tab: () => 'one' }
    const platform = (navigation: Navigation) => ({ ...world.platform(), navigation })
    const leaving = world.open({ platform: platform(bar) })
    await leaving.ready
    await leaving.signIn({ via: 'redirect' })
    leaving.dispose()
    expect(keyIds(world)).toHaveLength(1)
    world.bar.show(await world.provider.approve(world.bar.left.at(-1) ?? ''))
    const auth = world.open({ platform: platform({ ...world.bar, tab: () => 'two' }) })
    await vi.waitFor(() => expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', problem: 'callback_refused' }))
    expect([keyIds(world), world.provider.tokenRequests()]).toEqual([[], 0])
  })

  it('ends the other sessions with the key, and only then gives it up (SO-11)', async () => {
    const world = await dpopWorld({ nonces: true, endEverywhere: '/end' })
    const auth = world.open()
    await world.signIn(auth)
    await auth.signOut({ mode: 'everywhere' })
    await vi.waitFor(() =>
      expect(world.api.served.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /end']),
    )
    await vi.waitFor(() => expect(keyIds(world)).toEqual([]))
    expect([...world.disk.rows.values()].filter(({ key }) => key.kind === 'proof')).toEqual([])
  })

  it('asks for permissions with it, though the app’s source knows nothing of keys', async () => {
    let isDown = true
    const world = await dpopWorld({
      nonces: true,
      fetch: async (input, init) => {
        if (isDown && new Request(input).url.endsWith('/notes')) throw new TypeError('fetch failed')
        return fetch(input, init)
      },
    })
    const url = `${world.api.origin}/permissions`
    const permissions: PermissionSource = async ({ accessToken, fetch: ask, now }) => {
      const response = await ask(url, { headers: { authorization: `Bearer ${accessToken}` } })
      if (response.status !== 200) throw new Error('Cannot ask: refused')
      return { ok: true, at: now(), value: { roles: ['worker'], scopes: [], at: now() } }
    }
    const note = defineOperation({
      name: 'note',
      version: 1,
      request: (text: string) => ({ method: 'POST', url: `${world.api.origin}/notes`, json: { text } }),
    })
    const open = () => world.open({ permissions, queue: durableQueue({ operations: [note] }) })
    const first = open()
    await world.signIn(first)
    await first.queue?.enqueue(note, 'a')
    first.dispose()
    isDown = false
    open()
    await vi.waitFor(() => expect(world.api.served.map(({ path }) => path)).toEqual(['/permissions', '/notes']))
    expect(new Set(world.api.refused)).toEqual(new Set(['use_dpop_nonce']))
  })

  it('finishes with the key at the next start where a sign-out was cut short', async () => {
    const world = await dpopWorld()
    const auth = world.open()
    await world.signIn(auth)
    const store = memory({ disk: world.disk })
    const { proofs } = store.keys
    if (proofs === undefined) throw new Error('Cannot test: no pairs')
    // The device dies right after the tombstone: nothing of the wipe happens.
    const dying: Store = {
      ...store,
      keys: {
        ...store.keys,
        destroy: async () => ({ ok: false, failure: { kind: 'timeout' }, at: auth.now() }),
        proofs: { ...proofs, destroy: async () => ({ ok: false, failure: { kind: 'timeout' }, at: auth.now() }) },
      },
    }
    auth.dispose()
    const last = world.open({ store: dying })
    await last.ready
    await last.signOut()
    last.dispose()
    expect(keyIds(world)).toHaveLength(1)
    const next = world.open()
    await next.ready
    expect(next.state.status).toBe('SIGNED_OUT')
    await vi.waitFor(() => expect(keyIds(world)).toEqual([]))
  })
})

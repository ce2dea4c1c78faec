import { describe, expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { always, faultyPorts } from './faulty-ports.ts'
import { aWorld, deaf, outcomeOf, signedIn } from './worlds.ts'

const credentials = { via: 'credentials', credentials: { username: 'mira', password: 'secret' } } as const

/** Nobody is signed in anywhere: not here, not after a restart, not with a timer's help. */
async function expectSignedOut(world: TestWorld, auth: Auth): Promise<void> {
  await world.advance('3m')
  expect(auth.state.status).toBe('SIGNED_OUT')
  expect((await world.start()).state.status).toBe('SIGNED_OUT')
}

describe('a sign-out wins (SO-09)', () => {
  it('over a sign-in whose answer is on its way, and revokes what it granted', async () => {
    const world = aWorld()
    const auth = await world.start()
    const release = world.server.hold()
    const entering = outcomeOf(auth.signIn(credentials))
    await world.settle()
    const leaving = outcomeOf(auth.signOut())
    await world.settle()
    release()
    await world.settle()
    expect(entering.current).toContain('cancelled')
    expect(leaving.current).toContain('signed_out')
    await expectSignedOut(world, auth)
  })

  it('at every call that a sign-in makes of the store and the provider', async () => {
    const probe = aWorld()
    const counted = faultyPorts(probe)
    await signedIn(probe, { store: counted.store, identity: counted.identity })
    expect(counted.calls.length).toBeGreaterThan(10)
    let covered = 0
    for (let step = 0; step < counted.calls.length; step += 1) {
      const world = aWorld()
      const ports = faultyPorts(world)
      const auth = await world.start({ store: ports.store, identity: ports.identity })
      const begun = ports.calls.length
      ports.plan((_, made) => {
        if (made === begun + step) void auth.signOut()
        return null
      })
      const entering = outcomeOf(auth.signIn(credentials))
      await world.settle()
      if (ports.calls.length <= begun + step) break
      covered += 1
      expect([step, entering.current]).not.toEqual([step, 'pending'])
      await expectSignedOut(world, auth)
    }
    expect(covered).toBeGreaterThan(8)
  })

  it('at every call that a refresh makes of the store and the provider', async () => {
    let step = 0
    for (; ; step += 1) {
      const world = aWorld()
      const ports = faultyPorts(world)
      const auth = await signedIn(world, { store: ports.store, identity: ports.identity })
      const begun = ports.calls.length
      ports.plan((_, made) => {
        if (made === begun + step) void auth.signOut()
        return null
      })
      await world.advance('51s')
      if (ports.calls.length <= begun + step) break
      await expectSignedOut(world, auth)
      expect(world.server.issuedTokens.filter((token) => world.server.accepts(token))).toEqual([])
    }
    expect(step).toBeGreaterThan(6)
  })

  it.each(['sign-in', 'refresh'])('at every call of a %s, also where the store fails right after it', async (flow) => {
    const left: string[] = []
    for (const fails of [1, 2, 3, 5, 8]) {
      let step = 0
      for (; ; step += 1) {
        const world = aWorld()
        const ports = faultyPorts(world)
        const own = { store: ports.store, identity: ports.identity }
        const auth = flow === 'sign-in' ? await world.start(own) : await signedIn(world, own)
        const begun = ports.calls.length
        let failed = 0
        ports.plan((call, made) => {
          if (made === begun + step) void auth.signOut()
          const isHit = made > begun + step && call.startsWith('store.') && failed < fails
          if (isHit) failed += 1
          return isHit ? { do: 'fail', kind: 'closed' } : null
        })
        if (flow === 'sign-in') void outcomeOf(auth.signIn(credentials))
        await world.advance(flow === 'sign-in' ? '1s' : '51s')
        if (ports.calls.length <= begun + step) break
        await world.advance('4m')
        const shown = [auth.state.status, (await world.start()).state.status]
        const granted = world.server.issuedTokens.filter((token) => world.server.accepts(token)).length
        // The request of a sign-in is broken off: what it granted is told to nobody.
        const alive = flow === 'sign-in' && step === 0 ? 0 : granted
        if (String(shown) !== 'SIGNED_OUT,SIGNED_OUT' || alive > 0)
          left.push(`${fails} failures after call ${step}: ${String(shown)}, ${alive} tokens`)
      }
      expect(step).toBeGreaterThan(6)
    }
    expect(left).toEqual([])
  })

  it('over itself', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    const answers = [outcomeOf(auth.signOut()), outcomeOf(auth.signOut()), outcomeOf(auth.signOut({ mode: 'soft' }))]
    await world.settle()
    for (const { current } of answers) expect(current).toContain('"status":"signed_out"')
    await expectSignedOut(world, auth)
  })

  it('over a sign-in that the user cancelled too late, in its favour: the record is shown', async () => {
    for (let step = 0; ; step += 1) {
      const world = aWorld()
      const ports = faultyPorts(world)
      const auth = await world.start({ store: ports.store, identity: ports.identity })
      const begun = ports.calls.length
      ports.plan((_, made) => {
        if (made === begun + step) auth.cancel()
        return null
      })
      const entering = outcomeOf(auth.signIn(credentials))
      await world.settle()
      if (ports.calls.length <= begun + step) break
      expect([step, entering.current]).not.toEqual([step, 'pending'])
      // Whatever this tab shows is what a restart shows.
      expect([step, (await world.start()).state.status]).toEqual([step, auth.state.status])
    }
  })

  it('of another tab over a sign-in that completes here', async () => {
    const world = aWorld()
    const here = await signedIn(world, { platform: deaf })
    const there = await world.start()
    world.server.revokeSession()
    await world.advance('2m')
    expect(here.state.status).toBe('REAUTH_REQUIRED')
    const ports = faultyPorts(world)
    expect(ports.calls).toEqual([])
    const release = world.server.hold()
    const entering = outcomeOf(here.signIn(credentials))
    await world.settle()
    const leaving = outcomeOf(there.signOut())
    await world.settle()
    release()
    await world.settle()
    expect(leaving.current).toContain('signed_out')
    expect(entering.current).not.toBe('pending')
    expect((await world.start()).state.status).toBe(here.state.status === 'ACTIVE' ? 'ACTIVE' : 'SIGNED_OUT')
  })
})

describe('a sign-out that the store refuses', () => {
  it.each(['quota', 'closed', 'timeout', 'blocked', 'locked'] as const)(
    'for now (%s) shows signed out at once and is written as soon as that works',
    async (kind) => {
      const world = aWorld()
      const ports = faultyPorts(world)
      const auth = await signedIn(world, { store: ports.store })
      const problems: string[] = []
      auth.on('developer.problem', ({ code }) => problems.push(code))
      ports.plan(always('store.commit', { do: 'fail', kind }))
      const answer = outcomeOf(auth.signOut())
      await world.settle()
      expect(answer.current).toContain('signed_out')
      expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'user' })
      expect(problems).toContain(`sign_out_${kind}`)
      ports.plan(null)
      await world.advance('2m')
      expect((await world.start()).state.status).toBe('SIGNED_OUT')
    },
  )

  it('does not end a login that came after it', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await signedIn(world, { store: ports.store })
    ports.plan(always('store.commit', { do: 'fail', kind: 'quota' }))
    const answer = outcomeOf(auth.signOut())
    await world.settle()
    expect(answer.current).toContain('signed_out')
    ports.plan(null)
    await world.signIn(auth)
    await world.advance('5m')
    expect(auth.state.status).toBe('ACTIVE')
    expect((await world.start()).state.status).toBe('ACTIVE')
  })

  it('answers within a bound when the store hangs', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await signedIn(world, { store: ports.store })
    ports.plan(always('store', { do: 'hang', when: 'before' }))
    const answer = outcomeOf(auth.signOut())
    await world.advance('1m')
    expect(answer.current).toContain('signed_out')
  })
})

it('follows a sign-out of another tab also while it asks for a new sign-in', async () => {
  const world = aWorld()
  const [first, second] = [await world.start(), await world.start()]
  await world.signIn(first)
  world.server.revokeSession()
  await world.advance('2m')
  expect([first.state.status, second.state.status]).toEqual(['REAUTH_REQUIRED', 'REAUTH_REQUIRED'])
  const answer = outcomeOf(first.signOut())
  await world.advance('1s')
  expect(answer.current).toContain('signed_out')
  expect(second.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'other_tab' })
})

it('opens in this tab what another tab signed in while this one was asking too', async () => {
  const world = aWorld()
  const [here, there] = [await world.start(), await world.start()]
  await world.signIn(here)
  world.server.revokeSession()
  await world.advance('2m')
  const release = world.server.hold()
  const entering = outcomeOf(here.signIn(credentials))
  await world.settle()
  here.cancel()
  release()
  await world.signIn(there)
  await world.advance('1s')
  expect(entering.current).not.toBe('pending')
  expect([here.state.status, there.state.status]).toEqual(['ACTIVE', 'ACTIVE'])
})

it('hears of a sign-out that happens while it opens the session', async () => {
  const world = aWorld()
  const there = await signedIn(world)
  const ports = faultyPorts(world)
  let leaving = outcomeOf(Promise.resolve())
  ports.plan((call) => {
    if (call === 'keys.open') leaving = outcomeOf(there.signOut())
    if (call === 'keys.open') ports.plan(null)
    return null
  })
  const { auth } = world.open({ store: ports.store })
  await world.advance('1s')
  expect(leaving.current).toContain('signed_out')
  expect(auth.state.status).toBe('SIGNED_OUT')
})

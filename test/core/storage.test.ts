import { describe, expect, it } from 'vitest'
import type { Row } from '../../src/ports/store.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { always, faultyPorts } from './faulty-ports.ts'
import { aWorld, outcomeOf, signedIn } from './worlds.ts'

/** A device that somebody was signed in on, and the app closed. */
async function closedApp(): Promise<TestWorld> {
  const world = aWorld()
  const tab = world.open()
  await world.settle()
  await world.signIn(tab.auth)
  tab.kill()
  return world
}

function tamper(world: TestWorld, kind: Row['key']['kind'], change: (row: Row) => Row): void {
  for (const [name, row] of world.disk.rows) if (row.key.kind === kind) world.disk.rows.set(name, change(row))
}

describe('a store that is silent at start (ST-11)', () => {
  it('shows signed out after two seconds, and the session as soon as it is found', async () => {
    const world = await closedApp()
    const ports = faultyPorts(world)
    let wake = (): void => {}
    const asleep = new Promise<void>((resolve) => {
      wake = resolve
    })
    const { store } = ports
    const slow = {
      ...store,
      read: async (queries: Parameters<typeof store.read>[0]) => {
        await asleep
        return store.read(queries)
      },
    }
    const { auth } = world.open({ store: slow })
    await world.advance('1s')
    expect(auth.state.status).toBe('RESTORING')
    await world.advance('1s')
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'storage_timeout', persistence: 'memory' })
    await auth.ready
    wake()
    await world.advance('1s')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    expect(world.server.accepts(await auth.getAccessToken())).toBe(true)
  })

  it('does not stand in the way of a sign-in, which then lives in memory', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    ports.plan(always('store', { do: 'hang', when: 'before' }))
    const { auth } = world.open({ store: ports.store })
    await world.advance('2s')
    await world.signIn(auth)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
    await world.advance('5m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
    const leaving = outcomeOf(auth.signOut())
    await world.advance('1m')
    expect(leaving.current).toContain('signed_out')
  })
})

describe('a store that is impossible here (ST-07)', () => {
  it('makes way for memory: signing in works and says so', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    ports.plan(always('store', { do: 'fail', kind: 'impossible' }))
    const auth = await world.start({ store: ports.store })
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'memory' })
    await world.signIn(auth)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
    await world.advance('10m')
    expect(auth.state.status).toBe('ACTIVE')
  })

  it.each(['closed', 'corrupted', 'blocked', 'quota', 'timeout'] as const)(
    'as does one that is broken at start (%s)',
    async (kind) => {
      const world = aWorld()
      const ports = faultyPorts(world)
      ports.plan(always('store', { do: 'fail', kind }))
      const auth = await world.start({ store: ports.store })
      expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'storage_timeout', persistence: 'memory' })
      await world.signIn(auth)
      expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
    },
  )

  it('is told apart from a store that throws, which is reported', async () => {
    const world = await closedApp()
    const ports = faultyPorts(world)
    ports.plan(always('store', { do: 'throw' }))
    const problems: string[] = []
    const { auth } = world.open({ store: ports.store })
    auth.on('developer.problem', ({ code }) => problems.push(code))
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'memory' })
    expect(problems).toContain('storage_adapter_failed')
  })
})

describe('a locked keychain (ST-14)', () => {
  it.each(['store', 'keys'])('keeps the app waiting, never signed out (%s)', async (port) => {
    const world = await closedApp()
    const ports = faultyPorts(world)
    ports.plan(always(port, { do: 'fail', kind: 'locked' }))
    const auth = await world.start({ store: ports.store })
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
    await auth.ready
    const token = outcomeOf(auth.getAccessToken())
    const entering = outcomeOf(auth.signIn())
    await world.advance('10s')
    expect(token.current).toBe('rejected: restoring')
    expect(entering.current).toContain('storage_failed')
    ports.plan(null)
    world.clock.emit('woke')
    await world.settle()
    expect(auth.state.isAuthenticated).toBe(true)
  })

  it('loses no deferred revocation', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    world.switchNetwork('offline')
    await world.advance('4s')
    const leaving = outcomeOf(auth.signOut())
    await world.settle()
    expect(leaving.current).toContain('signed_out')
    auth.dispose()
    const ports = faultyPorts(world)
    const next = world.open({ store: ports.store })
    await world.settle()
    ports.plan(always('keys.open', { do: 'fail', kind: 'locked' }))
    world.switchNetwork('online')
    await world.advance('5m')
    expect(world.server.revokedTokens).toHaveLength(0)
    ports.plan(null)
    await world.advance('2h')
    expect(world.server.revokedTokens).toHaveLength(1)
    next.auth.dispose()
  })
})

describe('a lost key (ST-06)', () => {
  it.each([
    ['the account’s', (name: string) => name !== 'device'],
    ['the device’s', (name: string) => name === 'device'],
    ['every', () => true],
  ])('%s: never hides that somebody was signed in, and the same person can sign in again', async (which, isLost) => {
    const world = await closedApp()
    for (const name of [...world.disk.keys.keys()]) if (isLost(name)) world.disk.keys.delete(name)
    const auth = await world.start()
    const shown =
      which === 'the device’s' ? { status: 'ACTIVE' } : { status: 'REAUTH_REQUIRED', reason: 'key_lost', user: null }
    expect(auth.state).toMatchObject(shown)
    if (which === 'the device’s') return
    world.server.signInAs('somebody else')
    await world.signIn(auth)
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', problem: 'account_mismatch' })
    world.server.signInAs('mira')
    await world.signIn(auth)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
    expect((await world.start()).state.status).toBe('ACTIVE')
  })

  it('is not what a slow key store is: nobody has to sign in again for that', async () => {
    const world = await closedApp()
    const ports = faultyPorts(world)
    ports.plan(always('keys.open', { do: 'fail', kind: 'timeout' }))
    const auth = await world.start({ store: ports.store })
    expect(auth.state.status).toBe('SIGNED_OUT')
    expect((await world.start()).state.status).toBe('ACTIVE')
  })
})

describe('a stored record that is not what was written (ST-03)', () => {
  it.each<[string, (row: Row) => Row]>([
    ['truncated', (row) => ({ ...row, sealed: row.sealed?.slice(0, 20) ?? null })],
    ['empty', (row) => ({ ...row, sealed: new Uint8Array() })],
    ['missing', (row) => ({ ...row, sealed: null })],
    ['flipped', (row) => ({ ...row, sealed: row.sealed?.map((byte, at) => (at === 30 ? byte ^ 1 : byte)) ?? null })],
    ['huge', (row) => ({ ...row, sealed: new Uint8Array(3 * 1024 * 1024) })],
    ['of another revision', (row) => ({ ...row, revision: row.revision + 1 })],
    ['of another session', (row) => ({ ...row, sessionId: 'somebody else’s' })],
  ])('%s asks for a new sign-in, tells why and takes the same person back', async (_, change) => {
    const world = await closedApp()
    tamper(world, 'session', change)
    const kinds: string[] = []
    const { auth } = world.open()
    auth.on('record.corrupted', ({ kind }) => kinds.push(kind))
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'key_lost', user: null })
    expect(kinds).toEqual(['session'])
    await world.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')
  })

  it.each<[string, Row['clear']]>([
    ['nothing', {}],
    ['nonsense', { generation: 'many', stateClass: 'ruler', tombstone: 'no', reason: 7, wiping: 1 }],
    ['a negative count', { generation: -5, stateClass: 'live' }],
    ['an endless count', { generation: Infinity, stateClass: 'live' }],
  ])('with clear columns that say %s starts all the same', async (_, clear) => {
    const world = await closedApp()
    tamper(world, 'session', (row) => ({ ...row, clear }))
    const auth = await world.start()
    await world.advance('2m')
    expect(['ACTIVE', 'SIGNED_OUT', 'REAUTH_REQUIRED']).toContain(auth.state.status)
    if (!auth.state.isAuthenticated) await world.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')
  })

  it.each(['intent', 'breaker', 'index'] as const)('of kind %s does not keep the app from starting', async (kind) => {
    const world = await closedApp()
    const [index] = [...world.disk.rows.values()].filter(({ key }) => key.kind === 'session')
    if (index === undefined) throw new Error('nothing is stored')
    const clear = {
      retryAt: 'soon',
      failures: 'several',
      previous: -1,
      startedAt: null,
      attempt: 'x',
      accounts: 'all',
    }
    if (kind === 'index') tamper(world, 'index', (row) => ({ ...row, clear, sealed: new Uint8Array(9) }))
    else world.disk.rows.set(`odd ${kind}`, { ...index, key: { ...index.key, kind }, clear, sealed: null })
    const auth = await world.start()
    await world.advance('2m')
    if (!auth.state.isAuthenticated) await world.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')
  })
})

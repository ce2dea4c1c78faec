import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { AccountHash } from '../../machines/facts.ts'
import type { Auth } from '../../src/auth.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { aWorld, outcomeOf, signedIn } from './worlds.ts'

/** A tab that knows two people; B is shown. */
async function twoPeople(world: TestWorld): Promise<{ auth: Auth; a: AccountHash; b: AccountHash }> {
  const auth = await signedIn(world, { identity: { ...world.identity, ways: ['credentials'] } })
  const a = accountOf(auth)
  world.server.signInAs('ben')
  auth.actor.send({ type: 'user.addAccount', at: auth.now() })
  await world.settle()
  return { auth, a, b: accountOf(auth) }
}

function accountOf(auth: Auth): AccountHash {
  const { account } = auth.actor.getSnapshot().context
  if (account === null) throw new Error('nobody is signed in')
  return account
}

async function show(world: TestWorld, auth: Auth, account: AccountHash): Promise<void> {
  auth.actor.send({ type: 'user.switchAccount', at: auth.now(), account })
  await world.settle()
}

function rowsOf(world: TestWorld, account: AccountHash): string {
  const rows = [...world.disk.rows.values()].filter(({ key }) => key.account === account)
  return JSON.stringify(rows.map((row) => ({ ...row, sealed: row.sealed === null ? null : [...row.sealed] })))
}

describe('two accounts on one device', () => {
  it('lets a flight land in the record of its own account and leaves the screen of the other alone (MA-03)', async () => {
    const world = aWorld()
    const { auth, a, b } = await twoPeople(world)
    await show(world, auth, a)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
    const release = world.server.hold()
    await world.advance('51s')
    expect(auth.state.status).toBe('REFRESHING')
    const before = rowsOf(world, b)
    auth.actor.send({ type: 'user.switchAccount', at: auth.now(), account: b })
    release()
    await world.settle()
    expect(auth.state.isAuthenticated).toBe(true)
    expect(auth.state.user).toMatchObject({ id: 'ben' })
    const generationOf = (account: AccountHash) =>
      [...world.disk.rows.values()].find(({ key }) => key.kind === 'session' && key.account === account)?.clear[
        'generation'
      ]
    expect(generationOf(a)).toBe(2)
    expect(before).not.toBe('')
  })

  it('changes no byte of B when A is refused (MA-02)', async () => {
    const world = aWorld({ accessTokenTtl: duration(3_600_000) })
    const { auth, a, b } = await twoPeople(world)
    await show(world, auth, a)
    const before = rowsOf(world, b)
    world.server.enqueue({ error: 'invalid_grant' })
    auth.report({ kind: 'signed_out' })
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'reported' })
    expect(rowsOf(world, b)).toBe(before)
    await show(world, auth, b)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'ben' } })
  })

  it('does not stop the requests of B when A’s late answer is a refusal', async () => {
    const world = aWorld()
    const { auth, a, b } = await twoPeople(world)
    await show(world, auth, a)
    world.server.enqueue({ error: 'invalid_grant' })
    const release = world.server.hold()
    await world.advance('51s')
    await show(world, auth, b)
    const { signal } = auth
    release()
    await world.settle()
    expect(auth.state.user).toMatchObject({ id: 'ben' })
    expect(auth.state.isAuthenticated).toBe(true)
    expect(signal.aborted).toBe(false)
  })

  it('stops the requests of A when B is shown', async () => {
    const world = aWorld()
    const { auth, a, b } = await twoPeople(world)
    await show(world, auth, a)
    const { signal } = auth
    await show(world, auth, b)
    expect(signal.aborted).toBe(true)
  })

  it('answers a token asked for under A with A’s or not at all (MA-04)', async () => {
    const world = aWorld()
    const { auth, a, b } = await twoPeople(world)
    await show(world, auth, a)
    const release = world.server.hold()
    await world.clock.sleep('2m')
    const asked = outcomeOf(auth.getAccessToken())
    await world.settle()
    auth.actor.send({ type: 'user.switchAccount', at: auth.now(), account: b })
    release()
    await world.advance('1m')
    expect(asked.current).toBe('rejected: account_switched')
  })

  it('shows nobody between A and B (MA-05)', async () => {
    const world = aWorld()
    const { auth, a } = await twoPeople(world)
    const seen: (string | null)[] = []
    auth.subscribe(() => seen.push(auth.state.user?.id ?? null))
    await show(world, auth, a)
    expect(seen[0]).toBeNull()
    expect(seen.at(-1)).toBe('mira')
  })
})

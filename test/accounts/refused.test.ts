import { describe, expect, it } from 'vitest'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { always, faultyPorts, type Faults } from '../core/faulty-ports.ts'
import { aWorld, outcomeOf } from '../core/worlds.ts'
import { refused, refusedSince } from './faults.ts'
import { twoPeople, type People } from './people.ts'

describe('with a store that refuses', () => {
  it('a switch says that it failed, not that nobody is known so', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const { people, mira } = await twoPeople(world, { store: ports.store })
    ports.plan(always('store.read', refused))
    const switching = outcomeOf(people.switchTo(mira))
    await world.advance('1m')
    expect(switching.current).toBe('{"status":"failed"}')
  })

  it('a removal of who is shown says that it failed', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const { people, ben } = await twoPeople(world, { store: ports.store })
    ports.plan(always('store.commit', refused))
    const removing = outcomeOf(people.remove(ben))
    await world.advance('1m')
    expect(removing.current).toBe('{"status":"failed"}')
  })
})

interface Unwritten extends People {
  readonly world: TestWorld
  readonly ports: Faults
}

/** Ben's renewed set is in memory alone, and Mira is shown. */
async function unwrittenOfBen(): Promise<Unwritten> {
  const world = aWorld()
  const ports = faultyPorts(world)
  const both = await twoPeople(world, { store: ports.store, identity: ports.identity })
  ports.plan(refusedSince('identity.refresh'))
  await world.advance('55s')
  expect(both.auth.state).toMatchObject({ persistence: 'degraded', user: { name: 'ben' } })
  const switching = outcomeOf(both.people.switchTo(both.mira))
  await world.advance('1s')
  expect(switching.current).toBe('{"status":"switched"}')
  expect(both.auth.state.user?.name).toBe('mira')
  return { ...both, world, ports }
}

async function expectShownAgain({ world, auth, people, ben }: Unwritten): Promise<void> {
  const back = outcomeOf(people.switchTo(ben))
  await world.advance('2m')
  expect(back.current).toBe('{"status":"switched"}')
  expect(world.server.reuseDetected).toBe(0)
  expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { name: 'ben' } })
}

describe('a set that the store refused, of who is not shown', () => {
  it('is not lost to a removal that the store refuses too (RC-09)', async () => {
    const scene = await unwrittenOfBen()
    const { world, people, ports, ben } = scene
    const removing = outcomeOf(people.remove(ben))
    await world.advance('1s')
    expect(removing.current).toBe('{"status":"failed"}')
    ports.plan(null)
    await world.advance('5m')
    await expectShownAgain(scene)
  })

  it('is not lost to the sign-out of who is shown (RC-09)', async () => {
    const scene = await unwrittenOfBen()
    const { world, auth, ports } = scene
    const leaving = outcomeOf(auth.signOut())
    await world.advance('20s')
    expect(leaving.current).toContain('signed_out')
    ports.plan(null)
    await world.advance('5m')
    await expectShownAgain(scene)
    expect(world.server.accepts('canary-access-1-1')).toBe(false)
  })
})

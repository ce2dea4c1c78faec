import { describe, expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { commitFaults, failures, liveTokens, refused } from '../accounts/faults.ts'
import { ends, password } from '../accounts/people.ts'
import { always, faultyPorts } from '../core/faulty-ports.ts'
import { aWorld, deaf, outcomeOf, signedIn } from '../core/worlds.ts'

async function expectActive(world: TestWorld, auth: Auth): Promise<void> {
  await world.advance('3m')
  expect(auth.state.status).toBe('ACTIVE')
  expect((await world.start()).state.status).toBe('ACTIVE')
}

describe('a later session of the same person, in another tab (SO-08)', () => {
  it.each([
    ['one sign-out', 1],
    ['two sign-outs', 2],
  ])('survives %s of an ended session that could not be written', async (_, times) => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const here = await signedIn(world, { store: ports.store })
    const there = await world.start()
    world.server.revokeSession()
    await world.advance('2m')
    expect([here.state.status, there.state.status]).toEqual(['REAUTH_REQUIRED', 'REAUTH_REQUIRED'])
    ports.plan(always('store.commit', refused))
    for (let asked = 0; asked < times; asked += 1) await ends(world, here.signOut())
    await world.advance('1m')
    await world.signIn(there)
    expect(there.state.status).toBe('ACTIVE')
    ports.plan(null)
    await expectActive(world, there)
  })

  it('survives two sign-outs of a live session that could not be written', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const here = await signedIn(world, { store: ports.store })
    const there = await world.start({ platform: deaf })
    ports.plan(always('store.commit', refused))
    await ends(world, here.signOut())
    await ends(world, here.signOut())
    await world.advance('20s')
    await ends(world, there.signOut())
    await world.signIn(there)
    await world.settle()
    expect(there.state.status).toBe('ACTIVE')
    ports.plan(null)
    await expectActive(world, there)
  })
})

describe.each(commitFaults)('a sign-out, with transactions that are $name', ({ fault }) => {
  it('ends the session that was left, and not the next one, whenever that begins (SO-08)', async () => {
    const left: string[] = []
    for (const wait of ['0s', '900ms', '1s', '3s', '5s', '9s', '12s', '30s'] as const) {
      for (const times of [1, 4, 12]) {
        const world = aWorld()
        const ports = faultyPorts(world)
        const auth = await signedIn(world, { store: ports.store })
        const failing = failures(fault, ports.calls.length, times, 'store.commit')
        ports.plan(failing.plan)
        const leaving = outcomeOf(auth.signOut())
        await world.advance(wait)
        let entering = outcomeOf(Promise.resolve('not yet'))
        for (let tries = 0; tries < 6 && !entering.current.includes('signed_in'); tries += 1) {
          entering = outcomeOf(auth.signIn(password))
          await world.advance('40s')
        }
        await world.advance('5m')
        const shown = [auth.state.status, (await world.start()).state.status].join()
        const families = new Set(liveTokens(world).map((token) => token.split('-')[2]))
        const isIn = entering.current.includes('signed_in') && shown === 'ACTIVE,ACTIVE'
        if (failing.made === 0 || !isIn || families.size !== 1)
          left.push(`${wait}, ${times}: ${leaving.current}, ${entering.current}, ${shown}, ${[...families].join()}`)
        world.dispose()
      }
    }
    expect(left).toEqual([])
  })
})

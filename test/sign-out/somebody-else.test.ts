import { describe, expect, it } from 'vitest'
import { accounts } from '../../src/accounts/accounts.ts'
import { commitFaults, failures } from '../accounts/faults.ts'
import { ends, password, peopleOf } from '../accounts/people.ts'
import { faultyPorts } from '../core/faulty-ports.ts'
import { aWorld, deaf, outcomeOf, signedIn } from '../core/worlds.ts'

describe('somebody else’s session (MA-02)', () => {
  it('is not ended by a second sign-out of who has left already', async () => {
    const world = aWorld()
    const here = await world.start({ accounts: accounts(), platform: deaf })
    await world.signIn(here)
    const there = await world.start({ accounts: accounts() })
    world.server.signInAs('noor')
    await ends(world, peopleOf(there).add(password))
    expect([here.state.user?.name, there.state.user?.name]).toEqual(['mira', 'noor'])
    await ends(world, here.signOut())
    expect([here.state.status, there.state.status]).toEqual(['SIGNED_OUT', 'ACTIVE'])
    await ends(world, here.signOut())
    await world.advance('1s')
    expect(there.state.status).toBe('ACTIVE')
    expect((await world.start()).state.user?.name).toBe('noor')
  })

  it('is not ended by a sign-out that breaks off a sign-in', async () => {
    const world = aWorld()
    const here = await world.start({ accounts: accounts(), platform: deaf })
    const there = await world.start({ accounts: accounts() })
    world.server.signInAs('noor')
    await world.signIn(there)
    expect([here.state.status, there.state.user?.name]).toEqual(['SIGNED_OUT', 'noor'])
    world.server.signInAs('mira')
    const release = world.server.hold()
    const entering = outcomeOf(here.signIn(password))
    await world.settle()
    await ends(world, here.signOut())
    release()
    await world.advance('1s')
    expect(entering.current).toContain('cancelled')
    expect(there.state.status).toBe('ACTIVE')
  })

  it('is shown in a tab whose user has left, once they sign in anew in another', async () => {
    const world = aWorld()
    const here = await world.start({ accounts: accounts() })
    await world.signIn(here)
    const there = await world.start({ accounts: accounts() })
    world.server.signInAs('noor')
    await ends(world, peopleOf(there).add(password))
    world.server.disable()
    await world.advance('2m')
    expect(there.state.status).toBe('LOCKED')
    await ends(world, here.signOut())
    await world.advance('1s')
    expect(here.state.status).toBe('SIGNED_OUT')
    world.server.enable()
    await ends(world, there.signIn(password))
    await world.advance('1s')
    expect(there.state.status).toBe('ACTIVE')
    expect(here.state).toMatchObject({ status: 'ACTIVE', user: { name: 'noor' } })
  })
})

describe.each(commitFaults)('a sign-out, with transactions that are $name', ({ fault }) => {
  it('ends the session that was left, and not that of somebody else who signs in meanwhile (SO-09)', async () => {
    const left: string[] = []
    let entries = 0
    for (const wait of ['0s', '900ms', '3s', '12s'] as const) {
      for (const times of [1, 2, 4, 8]) {
        const world = aWorld()
        const ports = faultyPorts(world)
        const auth = await signedIn(world, { store: ports.store })
        const frozen = await world.start({ platform: deaf })
        const failing = failures(fault, ports.calls.length, times, 'store.commit')
        ports.plan(failing.plan)
        const leaving = outcomeOf(auth.signOut())
        await world.advance(wait)
        world.server.signInAs('noor')
        const entering = outcomeOf(auth.signIn(password))
        await world.advance('5m')
        const isIn = entering.current.includes('signed_in')
        if (isIn) entries += 1
        const shown = [auth, frozen, await world.start()].map(({ state }) => `${state.status} ${state.user?.name}`)
        const isAlive = world.server.accepts('canary-access-1-1')
        const isShown = !isIn || (shown[0] === 'ACTIVE noor' && shown[2] === 'ACTIVE noor')
        if (failing.made === 0 || isAlive || !isShown || shown.includes('ACTIVE mira'))
          left.push(`${wait}, ${times}: ${leaving.current}, ${entering.current}, ${shown.join()}, alive: ${isAlive}`)
        world.dispose()
      }
    }
    expect(left).toEqual([])
    expect(entries).toBeGreaterThan(3)
  })
})

import { describe, expect, it } from 'vitest'
import { accounts } from '../../src/accounts/accounts.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { faultyPorts, type FaultyPorts } from '../core/faulty-ports.ts'
import { aWorld, outcomeOf } from '../core/worlds.ts'
import { failures, storeFaults } from './faults.ts'
import { peopleOf, standingsIn, twoPeople, type People } from './people.ts'

interface Begun extends People {
  readonly world: TestWorld
  readonly ports: FaultyPorts
  readonly begun: number
}

async function begin(): Promise<Begun> {
  const world = aWorld()
  const ports = faultyPorts(world)
  const both = await twoPeople(world, { store: ports.store, identity: ports.identity })
  return { ...both, world, ports, begun: ports.calls.length }
}

async function callsOfRemoval(): Promise<readonly string[]> {
  const { world, ports, people, mira, begun } = await begin()
  const removing = outcomeOf(people.remove(mira))
  await world.advance('1s')
  expect(removing.current).toBe('{"status":"removed"}')
  return ports.calls.slice(begun)
}

describe.each(storeFaults)('the removal of who is not shown, with calls that are $name', ({ fault }) => {
  it('leaves the others alone; where it fails, nobody is half gone (MA-02)', async () => {
    const left: string[] = []
    const calls = await callsOfRemoval()
    expect(calls.length).toBeGreaterThan(20)
    for (const times of [1, 8]) {
      for (const [step, call] of calls.entries()) {
        const { world, ports, auth, people, mira, begun } = await begin()
        const failing = failures(fault, begun + step, times)
        ports.plan(failing.plan)
        const removing = outcomeOf(people.remove(mira))
        await world.advance('3m')
        const shown = `${auth.state.status} ${auth.state.user?.name}`
        const next = await world.start({ accounts: accounts() })
        const isAlive = world.server.accepts('canary-access-1-1')
        const listed = standingsIn(next).join()
        const where = `${times} from call ${step} (${call}): ${removing.current}, ${shown}, ${listed}, alive: ${isAlive}`
        const isGone = removing.current.includes('removed')
        const isTrue = isGone ? !isAlive && listed === 'ben signed_in' : removing.current === '{"status":"failed"}'
        if (failing.made === 0 || shown !== 'ACTIVE ben' || !isTrue) left.push(where)
        if (!isGone) {
          const switching = outcomeOf(peopleOf(next).switchTo(mira))
          await world.advance('1m')
          const then = `${next.state.status} ${next.state.user?.name}`
          const isWhole = then === 'ACTIVE mira' ? isAlive : then === 'ACTIVE ben'
          if (!isWhole || world.server.reuseDetected > 0) left.push(`${where}, then ${then}, ${switching.current}`)
        }
        world.dispose()
      }
    }
    expect(left).toEqual([])
  })
})

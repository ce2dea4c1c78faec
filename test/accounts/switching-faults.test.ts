import { describe, expect, it } from 'vitest'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { faultyPorts, type FaultyPorts } from '../core/faulty-ports.ts'
import { aWorld, outcomeOf } from '../core/worlds.ts'
import { failures, retryWhileLocked, storeFaults } from './faults.ts'
import { twoPeople, type People } from './people.ts'

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

async function callsOfSwitch(): Promise<readonly string[]> {
  const { world, ports, people, mira, begun } = await begin()
  const switching = outcomeOf(people.switchTo(mira))
  await world.advance('1s')
  expect(switching.current).toBe('{"status":"switched"}')
  return ports.calls.slice(begun)
}

describe.each(storeFaults)('a switch, with calls that are $name', ({ fault }) => {
  it('ends with one of the two, and with their own token (MA-03)', async () => {
    const left: string[] = []
    const calls = await callsOfSwitch()
    expect(calls.length).toBeGreaterThan(12)
    for (const times of [1, 3, 8]) {
      for (const [step, call] of calls.entries()) {
        const { world, ports, auth, people, mira, begun } = await begin()
        const failing = failures(fault, begun + step, times)
        ports.plan(failing.plan)
        const switching = outcomeOf(people.switchTo(mira))
        await world.advance('3m')
        await retryWhileLocked(world, auth, fault, times)
        const token = outcomeOf(auth.getAccessToken())
        await world.settle()
        const shown = `${auth.state.status} ${auth.state.user?.name}`
        const own = shown === 'ACTIVE mira' ? 'access-1-' : 'access-2-'
        const isWhole = ['ACTIVE mira', 'ACTIVE ben'].includes(shown) && token.current.includes(own)
        const isTrue = switching.current.includes('switched')
          ? shown === 'ACTIVE mira'
          : switching.current !== 'pending'
        if (failing.made === 0 || !isWhole || !isTrue)
          left.push(`${times} from call ${step} (${call}): ${switching.current}, ${shown}, ${token.current}`)
        world.dispose()
      }
    }
    expect(left).toEqual([])
  })
})

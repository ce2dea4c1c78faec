import { describe, expect, it } from 'vitest'
import { accounts } from '../../src/accounts/accounts.ts'
import type { Auth } from '../../src/auth.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { faultyPorts, type FaultyPorts } from '../core/faulty-ports.ts'
import { aWorld, outcomeOf, signedIn } from '../core/worlds.ts'
import { failures, retryWhileLocked, storeFaults } from './faults.ts'
import { password, peopleOf, standingsIn } from './people.ts'

interface Begun {
  readonly world: TestWorld
  readonly ports: FaultyPorts
  readonly auth: Auth
  readonly begun: number
}

async function begin(): Promise<Begun> {
  const world = aWorld()
  const ports = faultyPorts(world)
  const auth = await signedIn(world, { store: ports.store, identity: ports.identity, accounts: accounts() })
  world.server.signInAs('ben')
  return { world, ports, auth, begun: ports.calls.length }
}

async function callsOfAdding(): Promise<readonly string[]> {
  const { world, ports, auth, begun } = await begin()
  const adding = outcomeOf(peopleOf(auth).add(password))
  await world.advance('1s')
  expect(adding.current).toBe('{"status":"signed_in"}')
  return ports.calls.slice(begun)
}

describe.each(storeFaults)('one more sign-in, with calls that are $name', ({ fault }) => {
  it('ends with a session or with a revoked token, and Mira stays signed in (MA-02)', async () => {
    const left: string[] = []
    const calls = await callsOfAdding()
    expect(calls.length).toBeGreaterThan(12)
    for (const times of [1, 3, 8]) {
      for (const [step, call] of calls.entries()) {
        const { world, ports, auth, begun } = await begin()
        const failing = failures(fault, begun + step, times)
        ports.plan(failing.plan)
        const adding = outcomeOf(peopleOf(auth).add(password))
        await world.advance('3m')
        await retryWhileLocked(world, auth, fault, times)
        const shown = `${auth.state.status} ${auth.state.user?.name}`
        const isAlive = world.server.accepts('canary-access-2-1')
        const listed = standingsIn(await world.start({ accounts: accounts() }))
        // A login that was written unheard stands, though it was reported as failed: then its token lives.
        const isIn = adding.current.includes('signed_in') || (shown === 'ACTIVE ben' && isAlive)
        const isListed = listed.includes('ben signed_in')
        const isWhole = isIn
          ? shown === 'ACTIVE ben' && isAlive && isListed
          : shown === 'ACTIVE mira' && isListed === isAlive
        const isKept = listed.includes('mira signed_in') && adding.current !== 'pending'
        if (failing.made === 0 || !isWhole || !isKept)
          left.push(
            `${times} from call ${step} (${call}): ${adding.current}, ${shown}, ${listed.join()}, alive: ${isAlive}`,
          )
        world.dispose()
      }
    }
    expect(left).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import type { Auth, SignOutOptions } from '../../src/auth.ts'
import type { TestTab, TestWorld } from '../../src/testing/test-world.ts'
import { failures, liveTokens, storeFaults } from '../accounts/faults.ts'
import { shownIn } from '../accounts/people.ts'
import { faultyPorts, type FaultyPorts } from '../core/faulty-ports.ts'
import { aWorld, outcomeOf } from '../core/worlds.ts'
import { endingAll } from './ending-all.ts'

interface Begun {
  readonly world: TestWorld
  readonly ports: FaultyPorts
  readonly tab: TestTab
  readonly auth: Auth
  readonly begun: number
}

async function begin(): Promise<Begun> {
  const world = aWorld()
  const ports = faultyPorts(world)
  const tab = world.open({ store: ports.store, identity: endingAll(world, world.identity) })
  await world.settle()
  await world.signIn(tab.auth)
  await world.advance('5s')
  return { world, ports, tab, auth: tab.auth, begun: ports.calls.length }
}

async function callsOf(options: SignOutOptions): Promise<readonly string[]> {
  const { world, ports, auth, begun } = await begin()
  const leaving = outcomeOf(auth.signOut(options))
  await world.advance('1s')
  expect(leaving.current).toContain('signed_out')
  return ports.calls.slice(begun)
}

describe.each(storeFaults)('a sign-out, with calls that are $name (SO-09)', ({ fault }) => {
  it.each(['hard', 'soft'] as const)('leaves nobody signed in and no token alive (%s)', async (mode) => {
    const left: string[] = []
    const calls = await callsOf({ mode })
    expect(calls.length).toBeGreaterThan(12)
    for (const times of [1, 4]) {
      for (const [step, call] of calls.entries()) {
        const { world, ports, auth, begun } = await begin()
        const failing = failures(fault, begun + step, times)
        ports.plan(failing.plan)
        const leaving = outcomeOf(auth.signOut({ mode }))
        await world.advance('10m')
        const shown = [auth.state.status, (await world.start()).state.status].join()
        const alive = liveTokens(world).length
        const hasLeft = leaving.current.includes('signed_out') && shown === 'SIGNED_OUT,SIGNED_OUT'
        if (failing.made === 0 || !hasLeft || alive > 0)
          left.push(`${times} from call ${step} (${call}): ${leaving.current}, ${shown}, ${alive} tokens`)
        world.dispose()
      }
    }
    expect(left).toEqual([])
  })
})

describe('a sign-out whose tab dies at any of its calls (SO-03)', () => {
  it.each(['hard', 'soft', 'everywhere'] as const)('is whole or not begun (%s)', async (mode) => {
    const left: string[] = []
    const calls = await callsOf({ mode })
    expect(calls.length).toBeGreaterThan(12)
    const ended = new Set<string>()
    for (const [step, call] of calls.entries()) {
      const { world, ports, tab, auth, begun } = await begin()
      const account = shownIn(auth)
      let isDead = false
      ports.plan((_, made) => {
        if (made < begun + step) return null
        if (!isDead) tab.kill()
        isDead = true
        return { do: 'hang', when: 'before' }
      })
      outcomeOf(auth.signOut({ mode }))
      await world.advance('1s')
      const next = await world.start({ identity: endingAll(world, world.identity) })
      await world.advance('2m')
      ended.add(next.state.status)
      const alive = liveTokens(world).length
      const rows = [...world.disk.rows.values()].filter(({ key }) => key.account === account)
      const isReadable = rows.some(({ sealed }) => sealed !== null)
      const isGone = alive === 0 && (mode === 'soft' || !isReadable)
      const isWhole = next.state.status === 'ACTIVE' ? alive > 0 : next.state.status === 'SIGNED_OUT' && isGone
      if (!isDead || !isWhole)
        left.push(`call ${step} (${call}): ${next.state.status}, ${alive} tokens, readable: ${isReadable}`)
      world.dispose()
    }
    expect(left).toEqual([])
    expect(ended).toEqual(new Set(['ACTIVE', 'SIGNED_OUT']))
  })
})

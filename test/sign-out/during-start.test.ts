import { describe, expect, it } from 'vitest'
import { failures, liveTokens, refused, storeFaults, unanswered } from '../accounts/faults.ts'
import { always, faultyPorts } from '../core/faulty-ports.ts'
import { aWorld, outcomeOf, signedIn } from '../core/worlds.ts'

describe('a session that is left while it is being opened (SO-09)', () => {
  it('does not come back where the store refused', async () => {
    const world = aWorld()
    await signedIn(world)
    const ports = faultyPorts(world)
    ports.plan(always('store', refused))
    const { auth } = world.open({ store: ports.store })
    const leaving = outcomeOf(auth.signOut())
    await world.advance('1s')
    ports.plan(null)
    await world.advance('5m')
    expect(leaving.current).toContain('signed_out')
    expect(auth.state.status).toBe('SIGNED_OUT')
    expect((await world.start()).state.status).toBe('SIGNED_OUT')
  })

  it('does not come back where the store did not answer', async () => {
    const world = aWorld()
    await signedIn(world)
    const ports = faultyPorts(world)
    ports.plan(always('store', unanswered))
    const { auth } = world.open({ store: ports.store })
    await world.advance('1s')
    const leaving = outcomeOf(auth.signOut())
    await world.advance('1m')
    ports.plan(null)
    await world.advance('5m')
    expect(leaving.current).toContain('signed_out')
    expect(auth.state.status).toBe('SIGNED_OUT')
    expect((await world.start()).state.status).toBe('SIGNED_OUT')
  })
})

async function callsOfStart(): Promise<readonly string[]> {
  const world = aWorld()
  const first = await signedIn(world)
  first.dispose()
  const ports = faultyPorts(world)
  const auth = await world.start({ store: ports.store })
  expect(auth.state.status).toBe('ACTIVE')
  return [...ports.calls]
}

describe.each(storeFaults)(
  'a sign-out at every call of a start, with later calls that are $name (SO-09)',
  ({ fault }) => {
    it('leaves nobody signed in and no token alive', async () => {
      const left: string[] = []
      const calls = await callsOfStart()
      expect(calls.length).toBeGreaterThan(6)
      for (const times of [0, 1, 3, 8]) {
        for (const [step, call] of calls.entries()) {
          const world = aWorld()
          const first = await signedIn(world)
          first.dispose()
          await world.advance('5s')
          const ports = faultyPorts(world)
          const { auth } = world.open({ store: ports.store })
          const failing = failures(fault, step + 1, times)
          let leaving = outcomeOf(Promise.resolve('never asked'))
          ports.plan((name, made) => {
            if (made === step) leaving = outcomeOf(auth.signOut())
            return failing.plan(name, made)
          })
          await world.advance('10m')
          const shown = [auth.state.status, (await world.start()).state.status].join()
          const alive = liveTokens(world).length
          const hasLeft = leaving.current.includes('signed_out') && shown === 'SIGNED_OUT,SIGNED_OUT'
          if (!hasLeft || alive > 0 || (times > 0 && failing.made === 0))
            left.push(`${failing.made} after call ${step} (${call}): ${leaving.current}, ${shown}, ${alive} tokens`)
          world.dispose()
        }
      }
      expect(left).toEqual([])
    })
  },
)

import { describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import { refused, refusedSince } from '../accounts/faults.ts'
import { ends } from '../accounts/people.ts'
import { always, faultyPorts } from '../core/faulty-ports.ts'
import { aWorld, signedIn } from '../core/worlds.ts'
import { endingAll } from './ending-all.ts'

const month = 30 * 86_400_000

describe('the revocation of a session that was left', () => {
  it('waits for no next start where its transaction was done but reported as refused (SO-05)', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await signedIn(world, { store: ports.store })
    let isDead = false
    ports.plan((call) => {
      if (isDead && call.startsWith('store.')) return refused
      if (call !== 'store.commit') return null
      isDead = true
      return { do: 'fail', kind: 'closed', when: 'after' }
    })
    await ends(world, auth.signOut())
    expect(isDead).toBe(true)
    ports.plan(null)
    await world.advance('30m')
    expect(world.server.revokedTokens).toHaveLength(1)
  })

  it('is not forgotten where the store refused and the same person signs in again (SO-08)', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await signedIn(world, { store: ports.store })
    ports.plan(always('store.commit', { do: 'fail', kind: 'quota' }))
    await ends(world, auth.signOut())
    ports.plan(null)
    await world.signIn(auth)
    await world.advance('30m')
    expect(auth.state.status).toBe('ACTIVE')
    expect(world.server.accepts('canary-access-1-1')).toBe(false)
  })

  it.each([
    ['before the next start', true],
    ['while the tab lives', false],
  ])('does not wait for a clock that was set back %s (SO-05)', async (_, restarts) => {
    const world = aWorld()
    const auth = await signedIn(world)
    world.switchNetwork('offline')
    await world.advance('1s')
    await ends(world, auth.signOut())
    await world.advance('10s')
    await world.clock.setWall(instant(world.clock.wall() - month))
    if (restarts) {
      auth.dispose()
      await world.start()
    }
    expect(world.server.revokedTokens).toEqual([])
    world.switchNetwork('online')
    await world.advance('3h')
    expect(world.server.revokedTokens).toHaveLength(1)
  })
})

it('a sign-out everywhere is asked for once, though the store refuses to note that it was (SO-07)', async () => {
  const world = aWorld({ accessTokenTtl: duration(3_600_000) })
  const ports = faultyPorts(world)
  const asked: string[] = []
  const auth = await signedIn(world, { store: ports.store, identity: endingAll(world, ports.identity, asked) })
  ports.plan(refusedSince('identity.revoke'))
  await ends(world, auth.signOut({ mode: 'everywhere' }))
  await world.settle()
  ports.plan(null)
  await world.signIn(auth)
  await world.advance('5m')
  auth.dispose()
  const next = await world.start({ identity: endingAll(world, world.identity, asked) })
  await world.advance('1h')
  expect(asked).toEqual(['mira'])
  expect(next.state.status).toBe('ACTIVE')
})

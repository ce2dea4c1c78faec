import { expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import type { Platform } from '../../src/ports/world.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { aWorld, signedIn } from './worlds.ts'

const year = 365 * 86_400_000

async function setBack(world: TestWorld, by: number): Promise<void> {
  await world.clock.setWall(instant(world.clock.wall() - by))
}

it('RF-05 ends an attempt on time though the clock was set back meanwhile', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.server.hold()
  await world.advance('51s')
  expect(auth.state.status).toBe('REFRESHING')
  await setBack(world, year)
  await world.advance('30s')
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'network_unavailable' })
})

it('TM-09 renews a token in time though the clock was set back', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  await setBack(world, year)
  await world.advance('51s')
  expect(auth.state.status).toBe('ACTIVE')
  expect(world.server.refreshRequests).toBe(1)
})

it('TM-09 asks again on time though the clock was set back while it waited', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.server.setAnswer('503')
  await world.advance('75s')
  expect(auth.state.status).toBe('OFFLINE_STALE')
  world.server.setAnswer(null)
  await setBack(world, year)
  await world.advance('10m')
  expect(auth.state.status).toBe('ACTIVE')
})

it('TM-04 keeps the offline limit though the clock is set back while it waits', async () => {
  const world = aWorld({ auth: { offlineFor: '6h' } })
  const unprobed = (own: Platform): Partial<Platform> => ({ connectivity: { ...own.connectivity, probe: null } })
  const auth = await signedIn(world, { platform: unprobed })
  world.switchNetwork('offline')
  await world.advance('1h')
  await setBack(world, year)
  await world.advance('6h')
  expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'offline_limit' })
})

it('TM-03 renews at the start what was written in the future: nothing says any more when it is due', async () => {
  const world = aWorld({ accessTokenTtl: duration(3_600_000) })
  const tab = world.open()
  await world.settle()
  await world.signIn(tab.auth)
  tab.kill()
  await setBack(world, year)
  const again = await world.start()
  await world.settle()
  expect(again.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
  expect(world.server.refreshRequests).toBe(1)
  await world.advance('1h')
  expect(world.server.refreshRequests).toBe(2)
})

it('TM-04 lets no token seem to live longer for a clock that was set back while it was on its way', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  const release = world.server.hold()
  await world.advance('51s')
  // As far as no limit on what a token may claim notices.
  await setBack(world, 8_640_000)
  release()
  await world.settle()
  expect(auth.state.status).toBe('ACTIVE')
  expect(world.server.refreshRequests).toBe(1)
  await world.advance('1m')
  expect(world.server.refreshRequests).toBe(2)
})

it('TM-09 keeps a pause to its length though the clock was set back and the network went and came', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  world.server.setAnswer('503')
  await world.advance('75s')
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'server_unavailable' })
  world.server.setAnswer(null)
  await setBack(world, 30 * 86_400_000)
  world.switchNetwork('offline')
  await world.advance('5s')
  world.switchNetwork('online')
  await world.advance('10m')
  expect(auth.state.status).toBe('ACTIVE')
})

it('TM-09 keeps a pause of the last run to its length though the clock was set back while there was no network', async () => {
  const world = aWorld()
  const tab = world.open()
  await world.settle()
  await world.signIn(tab.auth)
  world.server.setAnswer('429')
  await world.advance('75s')
  expect(tab.auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'throttled' })
  tab.kill()
  world.server.setAnswer(null)
  world.switchNetwork('offline')
  const again = await world.start()
  await world.advance('5s')
  expect(again.state).toMatchObject({ status: 'OFFLINE_STALE', confirmed: false })
  await setBack(world, year)
  await world.advance('5s')
  world.switchNetwork('online')
  await world.advance('10m')
  expect(again.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
})

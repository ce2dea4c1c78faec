import { expect, it } from 'vitest'
import { faultyPorts } from './faulty-ports.ts'
import { aWorld } from './worlds.ts'

it('shows RESTORING during server rendering, reads nothing and starts nothing', async () => {
  const world = aWorld()
  const ports = faultyPorts(world)
  const { auth } = world.open({ store: ports.store, platform: { server: true } })
  await auth.ready
  const view = auth.state
  await world.advance('1h')
  expect(view).toMatchObject({ status: 'RESTORING', isAuthenticated: false, user: null })
  expect(auth.state).toBe(view)
  expect(ports.calls).toEqual([])
  expect(world.clock.pending).toBe(0)
  expect(auth.actor.getSnapshot().status).toBe('active')
  auth.dispose()
})

it('answers every question during server rendering with a named error', async () => {
  const { auth } = aWorld().open({ platform: { server: true } })
  for (const asked of [auth.getAccessToken(), auth.access(), auth.signIn(), auth.signOut()]) {
    await expect(asked).rejects.toMatchObject({ code: 'server_side' })
  }
  auth.retry()
  auth.cancel()
  auth.report({ kind: 'revoked' })
  expect(auth.state.status).toBe('RESTORING')
})

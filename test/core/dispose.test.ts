import { expect, it } from 'vitest'
import { always, faultyPorts } from './faulty-ports.ts'
import { aWorld, outcomeOf, signedIn } from './worlds.ts'

it('leaves no timer behind when it rests (MT-12)', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  await world.advance('2m')
  auth.dispose()
  await world.settle()
  expect(world.clock.pending).toBe(0)
})

it('leaves no timer behind while it restores', async () => {
  const world = aWorld()
  const ports = faultyPorts(world)
  ports.plan(always('store', { do: 'hang', when: 'before' }))
  const { auth } = world.open({ store: ports.store })
  await world.settle()
  auth.dispose()
  await world.advance('30s')
  expect(world.clock.pending).toBe(0)
})

it('settles every promise that waits when it is disposed (I10)', async () => {
  const world = aWorld()
  const ports = faultyPorts(world)
  ports.plan(always('store', { do: 'hang', when: 'before' }))
  const { auth } = world.open({ store: ports.store })
  const waiting = {
    ready: outcomeOf(auth.ready),
    token: outcomeOf(auth.getAccessToken()),
    signIn: outcomeOf(auth.signIn()),
  }
  await world.settle()
  auth.dispose()
  await world.settle()
  expect(waiting.ready.current).toBe('undefined')
  expect(waiting.token.current).toBe('rejected: disposed')
  expect(waiting.signIn.current).toBe('rejected: disposed')
})

it('settles a sign-out that hangs in the store when it is disposed', async () => {
  const world = aWorld()
  const ports = faultyPorts(world)
  const auth = await signedIn(world, { store: ports.store })
  ports.plan(always('store', { do: 'hang', when: 'before' }))
  const answer = outcomeOf(auth.signOut())
  await world.settle()
  auth.dispose()
  await world.settle()
  expect(answer.current).toBe('rejected: disposed')
})

it('lets a refresh that was sent land in the record after it is disposed', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  const release = world.server.hold()
  await world.advance('51s')
  expect(auth.state.status).toBe('REFRESHING')
  auth.dispose()
  release()
  await world.settle()
  expect(world.clock.pending).toBe(0)
  const next = await world.start()
  expect(next.state.status).toBe('ACTIVE')
  expect(world.server.reuseDetected).toBe(0)
  expect(world.server.accepts(await next.getAccessToken())).toBe(true)
})

it('tells nobody the token of a refresh that lands after it is disposed', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  const release = world.server.hold()
  await world.advance('51s')
  expect(auth.state.status).toBe('REFRESHING')
  const { generation } = auth.actor.getSnapshot().context
  const asked = auth.getAccessToken({ minTtl: '20s' })
  const rejected = auth.rejected({ generation, origin: 'https://api.test' })
  auth.dispose()
  release()
  await expect(asked).rejects.toMatchObject({ code: 'disposed' })
  expect(await rejected).toBeNull()
  expect(world.server.refreshRequests).toBe(1)
})

it('gives up its tabs where no refresh is under way', async () => {
  const world = aWorld()
  let disposed = 0
  const alone = {
    shared: false,
    exclusive: async <Value>(_: string, work: () => Promise<Value>) => ({
      ok: true as const,
      value: await work(),
      at: world.clock.wall(),
    }),
    announce: () => {},
    subscribe: () => () => {},
    dispose: () => {
      disposed += 1
    },
  }
  const auth = await signedIn(world, { platform: { tabs: alone } })
  auth.dispose()
  auth.dispose()
  await world.settle()
  expect(disposed).toBe(1)
})

it('answers every question after dispose with the same error, and tells no token', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  auth.dispose()
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'disposed' })
  await expect(auth.access()).rejects.toMatchObject({ code: 'disposed' })
  await expect(auth.signIn()).rejects.toMatchObject({ code: 'disposed' })
  await expect(auth.signOut()).rejects.toMatchObject({ code: 'disposed' })
  expect(
    await auth.rejected({
      generation: (await world.start()).actor.getSnapshot().context.generation,
      origin: 'https://api.test',
    }),
  ).toBeNull()
})

import { expect, it } from 'vitest'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import { refused } from '../accounts/faults.ts'
import { ends } from '../accounts/people.ts'
import { aWorkingWorld, note, queueOf } from '../accounts/work.ts'
import { always, faultyPorts } from '../core/faulty-ports.ts'

it('QU-17 work that memory kept beside a dead store is sent by the next sign-in, though that store works by then', async () => {
  const { world, effects, identity } = aWorkingWorld()
  const ports = faultyPorts(world)
  ports.plan(always('store', refused))
  const queue = durableQueue({ operations: [note], allowMemory: true })
  const auth = await world.start({ store: ports.store, identity, queue })
  await world.signIn(auth)
  expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
  world.switchNetwork('offline')
  await world.advance('5s')
  await queueOf(auth).enqueue(note, { text: 'one' })
  await ends(world, auth.signOut({ pending: 'keep' }))
  expect(auth.state.status).toBe('SIGNED_OUT')
  ports.plan(null)
  world.switchNetwork('online')
  await world.advance('2m')
  await world.signIn(auth)
  await world.advance('2m')
  expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
  expect(effects).toEqual(['mira: one'])
})

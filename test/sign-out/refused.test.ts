import { describe, expect, it } from 'vitest'
import { refused, refusedSince, unanswered } from '../accounts/faults.ts'
import { ends } from '../accounts/people.ts'
import { always, faultyPorts } from '../core/faulty-ports.ts'
import { aWorld, outcomeOf, signedIn } from '../core/worlds.ts'

describe('a session that was left while the store refused (SO-09)', () => {
  it('is closed though memory has taken the store’s place meanwhile', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await signedIn(world, { store: ports.store })
    ports.plan(always('store', refused))
    await ends(world, auth.signOut())
    expect(auth.state.status).toBe('SIGNED_OUT')
    // What another tab's sign-in does: the record is read.
    auth.actor.send({ type: 'record.found', at: world.clock.wall() })
    await world.settle()
    await world.advance('20s')
    ports.plan(null)
    await world.advance('5m')
    expect(auth.state.status).toBe('SIGNED_OUT')
    expect((await world.start()).state.status).toBe('SIGNED_OUT')
  })

  it('is closed as soon as the store works, also where the app had reported its end', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await signedIn(world, { store: ports.store, identity: ports.identity })
    await world.advance('5s')
    world.server.revokeSession()
    ports.plan(refusedSince('identity.refresh'))
    auth.report({ kind: 'signed_out' })
    await world.advance('1s')
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'reported' })
    await world.advance('5s')
    ports.plan(null)
    await world.advance('3m')
    expect(auth.state.status).toBe('SIGNED_OUT')
    expect((await world.start()).state.status).toBe('SIGNED_OUT')
  })

  it('does not come back where its tab is closed a moment later', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await signedIn(world, { store: ports.store })
    ports.plan(always('store', refused))
    await ends(world, auth.signOut())
    auth.dispose()
    ports.plan(null)
    await world.advance('10s')
    expect((await world.start()).state.status).toBe('SIGNED_OUT')
  })

  it('is answered for within half a minute where the store never answers (ST-11)', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const auth = await signedIn(world, { store: ports.store })
    ports.plan(always('store', unanswered))
    const leaving = outcomeOf(auth.signOut())
    await world.advance('29s')
    expect(leaving.current).toContain('signed_out')
  })
})

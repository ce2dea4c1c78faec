import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { enrollPin, presenceOf } from './step-up-world.ts'
import { boxWorld, loot, queueNote, right, unlock, withNote, words, type BoxWorld } from './box-world.ts'
import { deaf } from '../core/worlds.ts'

let given: BoxWorld
beforeEach(() => {
  given = boxWorld()
})
afterEach(() => given.world.dispose())

describe('a PIN that is set up in one tab', () => {
  it('is asked for in the others, which then go on', async () => {
    const { world } = given
    const { auth } = await withNote(given)
    const other = await world.start()
    await enrollPin(world, auth)
    await world.advance('1s')
    expect(auth.state.status).toBe('OFFLINE_STALE')
    expect(other.state).toMatchObject({ status: 'RESTORING', waiting: 'step_up' })
    expect(await unlock(world, other, [right])).toEqual({ status: 'granted' })
    expect(other.state).toMatchObject({ status: 'OFFLINE_STALE', pending: 1 })
  })

  it('covers what a tab writes that has not heard of it: work and renewed tokens', async () => {
    const { world } = given
    const { auth } = await withNote(given)
    const other = await world.start({ platform: deaf })
    await enrollPin(world, auth)
    await queueNote(other, words)
    await world.settle()
    expect(await loot(world)).toEqual([])
    auth.dispose()
    world.switchNetwork('online')
    await world.advance('2h')
    expect(await loot(world)).toEqual([])
    expect(other.state).toMatchObject({ status: 'RESTORING', waiting: 'step_up' })
    expect(await unlock(world, other, [right])).toEqual({ status: 'granted' })
    await world.advance('5m')
    expect([...given.sent].sort()).toEqual([words, words])
  })

  it('and taken away in one is asked for nowhere', async () => {
    const { world } = given
    const { auth } = await withNote(given)
    await enrollPin(world, auth)
    const other = await world.start()
    expect(other.state).toMatchObject({ waiting: 'step_up' })
    expect(await presenceOf(auth).remove('pin')).toEqual({ status: 'removed' })
    await world.advance('1s')
    other.retry()
    world.clock.emit('woke')
    await world.settle()
    expect(await unlock(world, other, [right])).toEqual({ status: 'granted' })
    expect(other.state).toMatchObject({ status: 'OFFLINE_STALE', pending: 1 })
  })
})

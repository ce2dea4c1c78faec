import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Box } from '../../src/ports/box.ts'
import { answerWith, enrollPin, presenceOf, quickPin } from './step-up-world.ts'
import {
  boxWorld,
  loot,
  queueNote,
  right,
  unlock,
  withNote,
  withPin,
  words,
  wrong,
  type BoxWorld,
} from './box-world.ts'

let given: BoxWorld
beforeEach(() => {
  given = boxWorld()
})
afterEach(() => given.world.dispose())

describe('a PIN seals what is stored (SU-03)', () => {
  it('so that a stolen disk with its device key shows nothing, which it did before', async () => {
    const { world } = given
    const { auth } = await withNote(given)
    expect(await loot(world)).toEqual(['CANARY0TOKEN0', words, 'accessToken'])
    expect(await enrollPin(world, auth)).toEqual({ status: 'enrolled' })
    expect(await loot(world)).toEqual([])
  })

  it('and a box of glass would be noticed', async () => {
    const { world } = given
    const copy = async (bytes: Uint8Array<ArrayBuffer>) => bytes.slice()
    const glass: Box = {
      isOpen: true,
      seal: copy,
      open: copy,
      unlock: () => Promise.resolve(true),
      key: () => Promise.resolve(new Uint8Array(1)),
      shut: () => {},
    }
    const real = quickPin()
    const make = async () => ({ lid: new Uint8Array(1), key: new Uint8Array(1) })
    const { auth } = await withNote(given, { stepUp: [{ ...real, boxes: { make, box: () => glass } }] })
    expect(await enrollPin(world, auth)).toEqual({ status: 'enrolled' })
    expect(await loot(world)).toEqual(['CANARY0TOKEN0', words, 'accessToken'])
  })

  it('and what is written afterwards as well: renewed tokens, new work', async () => {
    const { world } = given
    const { auth } = await withPin(given)
    await queueNote(auth, words)
    await world.settle()
    expect(await loot(world)).toEqual([])
    world.switchNetwork('online')
    await world.advance('2h')
    expect(auth.actor.getSnapshot().context.generation).toBeGreaterThan(1)
    expect(await loot(world)).toEqual([])
    expect(given.sent).toEqual([words, words])
  })

  it('and asks for it after a restart, before it shows anybody', async () => {
    const { world } = given
    const { kill } = await withPin(given)
    kill()
    const auth = await world.start()
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'step_up', user: null })
    expect(presenceOf(auth).state).toMatchObject({ isShut: true, isSealed: true })
    await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'restoring' })
    expect(await unlock(world, auth, [right])).toEqual({ status: 'granted' })
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', pending: 1 })
    expect(presenceOf(auth).state).toMatchObject({ isShut: false, isSealed: false })
    world.switchNetwork('online')
    await world.advance('1m')
    expect(given.sent).toEqual([words])
  })

  it('and the proof that opened the app counts for what asks for one', async () => {
    const { world } = given
    const { kill } = await withPin(given)
    kill()
    const auth = await world.start()
    await unlock(world, auth, [right])
    expect(auth.can('note.create')).toMatchObject({ allowed: true, via: 'offline' })
    expect(auth.can('order.pay')).toMatchObject({ allowed: false, reason: 'step_up_required' })
  })

  it('and a wrong one reveals nothing, however often it is tried', async () => {
    const { world } = given
    const { kill } = await withPin(given)
    kill()
    let auth = await world.start()
    for (const [attempt, seconds] of [0, 0, 0, 0, 30, 60, 120, 240, 480].entries()) {
      expect(await unlock(world, auth, [wrong])).toBe('still asking')
      expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'step_up', user: null })
      expect(presenceOf(auth).state).toMatchObject({ isSealed: true })
      // A reload in between gives no attempt back.
      auth.dispose()
      auth = await world.start()
      const asked = presenceOf(auth).unlock()
      await world.settle()
      expect(presenceOf(auth).state.prompt?.question).toMatchObject({ attemptsLeft: 9 - attempt })
      presenceOf(auth).cancel()
      await world.settle()
      expect(await asked).toEqual({ status: 'cancelled' })
      await world.advance(`${seconds}s`)
    }
    expect(await unlock(world, auth, [wrong])).toEqual({ status: 'locked' })
    expect(auth.state).toMatchObject({ status: 'LOCKED', reason: 'too_many_attempts', user: null })
    expect(await loot(world)).toEqual([])
  })

  it('and changes without a moment in which either reads', async () => {
    const { world } = given
    const { auth, kill } = await withPin(given)
    expect(await enrollPin(world, auth, '161803')).toEqual({ status: 'enrolled' })
    expect(await loot(world)).toEqual([])
    kill()
    const again = await world.start()
    expect(await unlock(world, again, [right, '161803'])).toEqual({ status: 'granted' })
    expect(again.queue?.items()).toHaveLength(1)
  })

  it('and is taken away with nothing lost, and nothing asked for any more', async () => {
    const { world } = given
    const { auth, kill } = await withPin(given)
    expect(await presenceOf(auth).remove('pin')).toEqual({ status: 'removed' })
    expect([...world.disk.rows.values()].some(({ key }) => key.kind === 'step_up')).toBe(false)
    kill()
    const again = await world.start()
    expect(again.state).toMatchObject({ status: 'OFFLINE_STALE', pending: 1 })
    expect(await loot(world)).toEqual(['CANARY0TOKEN0', words, 'accessToken'])
    world.switchNetwork('online')
    await world.advance('1m')
    expect(given.sent).toEqual([words])
  })

  it('and can be taken away only by whoever knows it, however fresh the sign-in', async () => {
    const { world } = given
    const { kill } = await withPin(given)
    kill()
    const again = await world.start()
    await unlock(world, again, [right])
    expect(presenceOf(again).state.isSealed).toBe(false)
    const asked = presenceOf(again).remove('pin')
    expect(await answerWith(world, again, { asked, answers: [wrong, right] })).toEqual({ status: 'removed' })
  })
})

describe('a forgotten PIN', () => {
  it('loses no work: a sign-in opens the session, the work waits, and the PIN still opens it', async () => {
    const { world } = given
    const { kill } = await withPin(given)
    kill()
    const auth = await world.start()
    const asked = presenceOf(auth).unlock()
    for (const seconds of [0, 0, 0, 0, 30, 60, 120, 240, 480, 0]) {
      await answerWith(world, auth, { asked, answers: [wrong] })
      await world.advance(`${seconds}s`)
    }
    expect(auth.state.status).toBe('LOCKED')
    world.switchNetwork('online')
    await world.signIn(auth)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', pending: 1 })
    expect(presenceOf(auth).state).toMatchObject({ isShut: false, isSealed: true })
    await world.advance('5m')
    expect(given.sent).toEqual([])
    expect(await unlock(world, auth, [wrong, right])).toEqual({ status: 'granted' })
    await world.advance('5m')
    expect(given.sent).toEqual([words])
  })

  it('is given up only by a choice about the work that it seals', async () => {
    const { world } = given
    const { kill } = await withPin(given)
    kill()
    const auth = await world.start()
    expect(await auth.signOut()).toEqual({ status: 'needs_decision', pending: 1 })
    const kept = auth.signOut({ pending: 'keep' })
    await world.settle()
    expect(await kept).toMatchObject({ status: 'signed_out' })
    world.switchNetwork('online')
    await world.signIn(auth)
    expect(presenceOf(auth).state).toMatchObject({ isSealed: true })
    expect(await unlock(world, auth, [right])).toEqual({ status: 'granted' })
    await world.advance('1m')
    expect(given.sent).toEqual([words])
  })

  it('goes with the work once that is discarded', async () => {
    const { world } = given
    const { kill } = await withPin(given)
    kill()
    const auth = await world.start()
    const out = auth.signOut({ pending: 'discard' })
    await world.settle()
    expect(await out).toMatchObject({ status: 'signed_out' })
    world.switchNetwork('online')
    await world.signIn(auth)
    expect(presenceOf(auth).state).toMatchObject({ isSealed: false })
    expect(await presenceOf(auth).methods()).toMatchObject([{ isEnrolled: false }])
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import type { TestWorld, TestWorldOptions } from '../../src/testing/test-world.ts'
import { answerWith, enrollPin, presenceOf, prove, stepUpWorld } from './step-up-world.ts'

let world: TestWorld
afterEach(() => world.dispose())

const right = '271828'

async function enrolled(options: TestWorldOptions = {}): Promise<{ readonly auth: Auth }> {
  world = stepUpWorld(options)
  const tab = world.open()
  await world.settle()
  await world.signIn(tab.auth)
  await enrollPin(world, tab.auth)
  return { auth: tab.auth }
}

describe('setting a method up', () => {
  it('takes a proof by what is set up already, once the sign-in is not fresh any more', async () => {
    const { auth } = await enrolled()
    await world.advance('11m')
    const asked = presenceOf(auth).enroll('pin')
    await world.settle()
    expect(presenceOf(auth).state.prompt).toMatchObject({ purpose: 'action', question: { wants: 'prove' } })
    const end = await answerWith(world, auth, { asked, answers: [right, '161803', '161803'] })
    expect(end).toEqual({ status: 'enrolled' })
    expect(await prove(world, auth, { capability: 'order.pay', answers: ['161803'] })).toEqual({ status: 'granted' })
  })

  it.each([1, 24])(
    'takes that proof also where the clock was set back by %d h since the sign-in (TM-05)',
    async (hours) => {
      const { auth } = await enrolled({ accessTokenTtl: duration(60_000) })
      await world.advance('1h')
      await world.clock.setWall(instant(world.clock.wall() - hours * 3_600_000))
      const before = world.server.refreshRequests
      await world.advance('3m')
      expect(world.server.refreshRequests).toBeGreaterThan(before)
      const asked = presenceOf(auth).enroll('pin')
      expect(await answerWith(world, auth, { asked, answers: ['161803', '161803'] })).toBe('still asking')
      expect(presenceOf(auth).state.prompt).toMatchObject({ question: { wants: 'prove' } })
    },
  )

  it('for the first time takes the server, or a fresh sign-in', async () => {
    world = stepUpWorld()
    const first = world.open()
    await world.settle()
    await world.signIn(first.auth)
    first.kill()
    world.switchNetwork('offline')
    const auth = await world.start()
    expect(await presenceOf(auth).enroll('pin')).toEqual({ status: 'online_required' })
  })

  it('can be taken back', async () => {
    const { auth } = await enrolled()
    expect(await presenceOf(auth).methods()).toEqual([{ method: 'pin', isSupported: true, isEnrolled: true }])
    expect(await presenceOf(auth).remove('pin')).toEqual({ status: 'removed' })
    expect(await presenceOf(auth).methods()).toEqual([{ method: 'pin', isSupported: true, isEnrolled: false }])
    const asked = auth.stepUp('note.create')
    await world.settle()
    expect(await asked).toEqual({ status: 'unavailable' })
  })

  it('is wiped with the account by a hard sign-out', async () => {
    const { auth } = await enrolled()
    const out = auth.signOut()
    await world.settle()
    await out
    expect([...world.disk.rows.values()].some(({ key }) => key.kind === 'step_up')).toBe(false)
  })
})

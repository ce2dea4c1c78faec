import { afterEach, describe, expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { answerWith, enrollPin, presenceOf, prove, stepUpWorld } from './step-up-world.ts'

let world: TestWorld
afterEach(() => world.dispose())

const right = '271828'

async function enrolled(): Promise<{ readonly auth: Auth }> {
  world = stepUpWorld()
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

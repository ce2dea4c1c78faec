import { afterEach, describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { pin } from '../../adapters/step-up/pin.ts'
import type { Auth } from '../../src/auth.ts'
import type { TestTab, TestWorld } from '../../src/testing/test-world.ts'
import { faultyPorts } from '../core/faulty-ports.ts'
import { answerWith, enrollPin, presenceOf, prove, stepUpWorld } from './step-up-world.ts'

let world: TestWorld
afterEach(() => world.dispose())

const right = '271828'
const wrong = '314159'

async function enrolled(): Promise<{ readonly tab: TestTab; readonly auth: Auth }> {
  world = stepUpWorld()
  const tab = world.open()
  await world.settle()
  await world.signIn(tab.auth)
  expect(await enrollPin(world, tab.auth)).toEqual({ status: 'enrolled' })
  return { tab, auth: tab.auth }
}

describe('a PIN (SU-03)', () => {
  it('opens what asks for presence, for as long as the rule says', async () => {
    const { auth } = await enrolled()
    expect(auth.can('note.create')).toMatchObject({ allowed: false, reason: 'step_up_required' })
    expect(await prove(world, auth, { answers: [right] })).toEqual({ status: 'granted' })
    expect(auth.can('note.create')).toMatchObject({ allowed: true, until: auth.now() + 12 * 3_600_000 })
    await world.advance('12h')
    expect(auth.can('note.create')).toMatchObject({ allowed: false, reason: 'step_up_required' })
  })

  it('works without a network', async () => {
    const { auth } = await enrolled()
    world.switchNetwork('offline')
    await world.advance('1h')
    expect(await prove(world, auth, { answers: [right] })).toEqual({ status: 'granted' })
    expect(auth.can('note.create')).toMatchObject({ allowed: true, via: 'offline', willQueue: true })
  })

  it('is good for what asks no more often, and for nothing of high sensitivity but what it was given for', async () => {
    const { auth } = await enrolled()
    await prove(world, auth, { capability: 'note.delete', answers: [right] })
    expect(auth.can('note.create').allowed).toBe(true)
    expect(auth.can('order.pay').allowed).toBe(false)
    await world.advance('5m')
    await prove(world, auth, { capability: 'order.pay', answers: [right] })
    expect(auth.can('order.pay').allowed).toBe(true)
    expect(auth.can('note.delete').allowed).toBe(false)
  })

  it('counts wrong answers, makes the user wait after the fifth and locks the account after the tenth', async () => {
    const { auth } = await enrolled()
    const asked = auth.stepUp('note.create')
    const attempts = [0, 0, 0, 0, 30, 60, 120, 240, 480]
    for (const [index, seconds] of attempts.entries()) {
      await answerWith(world, auth, { asked, answers: [wrong] })
      const question = presenceOf(auth).state.prompt?.question
      expect(question).toMatchObject({ problem: 'wrong', attemptsLeft: 9 - index })
      expect(question?.notBefore ?? null).toBe(seconds === 0 ? null : auth.now() + seconds * 1_000)
      await world.advance(`${seconds}s`)
    }
    expect(await answerWith(world, auth, { asked, answers: [wrong] })).toEqual({ status: 'locked' })
    expect(auth.state).toMatchObject({ status: 'LOCKED', reason: 'too_many_attempts' })
  })

  it('does not look at an answer before its time, and does not count it', async () => {
    const { auth } = await enrolled()
    const asked = auth.stepUp('note.create')
    await answerWith(world, auth, { asked, answers: [wrong, wrong, wrong, wrong, wrong] })
    expect(await answerWith(world, auth, { asked, answers: [right] })).toBe('still asking')
    expect(presenceOf(auth).state.prompt?.question).toMatchObject({ problem: 'too_soon', attemptsLeft: 5 })
    await world.advance('30s')
    expect(await answerWith(world, auth, { asked, answers: [right] })).toEqual({ status: 'granted' })
  })

  it('makes the user wait as long over a restart, wherever the clock was set meanwhile (TM-02)', async () => {
    const { tab } = await enrolled()
    const asked = tab.auth.stepUp('note.create')
    await answerWith(world, tab.auth, { asked, answers: [wrong, wrong, wrong, wrong, wrong] })
    const notBefore = tab.auth.now() + 30_000
    tab.kill()
    await world.clock.setWall(instant(world.clock.wall() - 60_000))
    const auth = await world.start()
    const again = auth.stepUp('note.create')
    await answerWith(world, auth, { asked: again, answers: [right] })
    expect(presenceOf(auth).state.prompt?.question).toMatchObject({ problem: 'too_soon', attemptsLeft: 5, notBefore })
    await world.advance('29s')
    expect(await answerWith(world, auth, { asked: again, answers: [right] })).toBe('still asking')
    await world.advance('1s')
    expect(await answerWith(world, auth, { asked: again, answers: [right] })).toEqual({ status: 'granted' })
  })

  it('keeps the count over reloads, and over a crash in the middle of an attempt', async () => {
    let { tab } = await enrolled()
    for (let left = 9; left >= 6; left -= 1) {
      void tab.auth.stepUp('note.create')
      await world.settle()
      presenceOf(tab.auth).answer(wrong)
      // The attempt is on disk before the key is derived; whatever happens from here on, it counts.
      await Promise.resolve()
      await world.settle()
      tab.kill()
      tab = world.open()
      await world.settle()
      void tab.auth.stepUp('note.create')
      await world.settle()
      expect(presenceOf(tab.auth).state.prompt?.question?.attemptsLeft).toBe(left)
      presenceOf(tab.auth).cancel()
      await world.settle()
    }
  })

  it('is not unlocked by a reload after the store refused to write that the attempts are used up', async () => {
    world = stepUpWorld()
    const ports = faultyPorts(world)
    const tab = world.open({ store: ports.store })
    await world.settle()
    await world.signIn(tab.auth)
    await enrollPin(world, tab.auth)
    const isLocked = (): boolean => tab.auth.state.status === 'LOCKED'
    ports.plan((call) => (call === 'store.commit' && isLocked() ? { do: 'fail', kind: 'quota' } : null))
    const asked = tab.auth.stepUp('note.create')
    for (let count = 0; count < 10; count += 1) {
      await answerWith(world, tab.auth, { asked, answers: [wrong] })
      await world.advance('8m')
    }
    expect(isLocked()).toBe(true)
    ports.plan(null)
    await world.advance('1m')
    tab.kill()
    expect((await world.start()).state).toMatchObject({ status: 'LOCKED', reason: 'too_many_attempts' })
  })

  it('is not unlocked by a reload once the attempts are used up', async () => {
    const { tab } = await enrolled()
    const asked = tab.auth.stepUp('note.create')
    for (let count = 0; count < 10; count += 1) {
      await answerWith(world, tab.auth, { asked, answers: [wrong] })
      await world.advance('8m')
    }
    expect(tab.auth.state.status).toBe('LOCKED')
    tab.kill()
    const auth = await world.start()
    expect(auth.state).toMatchObject({ status: 'LOCKED', reason: 'too_many_attempts' })
    expect(auth.can('order.view')).toMatchObject({ allowed: false, reason: 'locked' })
    await world.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')
    void auth.stepUp('note.create')
    await world.settle()
    expect(presenceOf(auth).state.prompt?.question?.attemptsLeft).toBe(10)
  })

  it('refuses what anybody would try first, and what was typed in two ways', async () => {
    world = stepUpWorld()
    const auth = await world.start()
    await world.signIn(auth)
    const asked = presenceOf(auth).enroll('pin')
    const problem = () => presenceOf(auth).state.prompt?.question?.problem
    await answerWith(world, auth, { asked, answers: ['12345'] })
    expect(problem()).toBe('too_weak')
    await answerWith(world, auth, { asked, answers: ['000000'] })
    expect(problem()).toBe('too_weak')
    await answerWith(world, auth, { asked, answers: [right, wrong] })
    expect(problem()).toBe('different')
    expect(await answerWith(world, auth, { asked, answers: [right, right] })).toEqual({ status: 'enrolled' })
  })

  it('leaves nothing on disk that says what it is', async () => {
    await enrolled()
    const dump = JSON.stringify([...world.disk.rows.values()], (_, value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value,
    )
    expect(dump).toContain('step_up')
    expect(dump).not.toContain(right)
  })

  it('says unavailable when its row was tampered with, and never yes (SU-07)', async () => {
    const { auth } = await enrolled()
    for (const row of world.disk.rows.values()) if (row.key.kind === 'step_up') row.sealed?.fill(7)
    expect(await prove(world, auth, { answers: [right] })).toEqual({ status: 'unavailable' })
    expect(auth.can('note.create').allowed).toBe(false)
  })

  it('derives with 600,000 rounds of PBKDF2 or more, and by default does', async () => {
    expect(() => pin({ iterations: 599_999 })).toThrow(RangeError)
    world = stepUpWorld({ auth: { stepUp: [pin()] } })
    const auth = await world.start()
    await world.signIn(auth)
    const asked = presenceOf(auth).enroll('pin')
    await answerWith(world, auth, { asked, answers: [right, right] })
    expect(await asked).toEqual({ status: 'enrolled' })
    const proof = auth.stepUp('note.create')
    await answerWith(world, auth, { asked: proof, answers: [right] })
    expect(await proof).toEqual({ status: 'granted' })
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import type { StepUp } from '../../src/ports/step-up.ts'
import type { TestTab, TestWorld, TestWorldOptions } from '../../src/testing/test-world.ts'
import { answerWith, enrollPin, policy, presenceOf, prove, quickPin, stepUpWorld } from './step-up-world.ts'

let world: TestWorld
afterEach(() => world.dispose())

const right = '271828'

async function enrolled(options: TestWorldOptions = {}): Promise<{ readonly tab: TestTab; readonly auth: Auth }> {
  world = stepUpWorld(options)
  const tab = world.open()
  await world.settle()
  await world.signIn(tab.auth)
  await enrollPin(world, tab.auth)
  return { tab, auth: tab.auth }
}

/** A platform that says yes, or no, and opens no key. */
function saysYes(method: string): StepUp {
  const yes = async ({ now }: Parameters<StepUp['verify']>[0]) => ({ ok: true, value: null, at: now() }) as const
  return {
    method,
    proof: 'word',
    isSupported: () => Promise.resolve(true),
    enroll: async (request) => {
      await request.row.write(() => ({ method }))
      return yes(request)
    },
    verify: yes,
  }
}

describe('a proof of presence', () => {
  it('is asked for once, however many callers want it (SU-05)', async () => {
    const { auth } = await enrolled()
    const asked = [auth.stepUp('note.create'), auth.stepUp('note.create'), auth.stepUp('note.create')]
    await answerWith(world, auth, { asked: Promise.all(asked), answers: [right] })
    expect(await Promise.all(asked)).toEqual([{ status: 'granted' }, { status: 'granted' }, { status: 'granted' }])
    expect(auth.actor.getSnapshot().context.grants).toHaveLength(1)
  })

  it('is asked for again by a caller whose capability it does not cover', async () => {
    const { auth } = await enrolled()
    const [note, pay] = [auth.stepUp('note.create'), auth.stepUp('order.pay')]
    await answerWith(world, auth, { asked: note, answers: [right] })
    expect(await note).toEqual({ status: 'granted' })
    await world.settle()
    expect(presenceOf(auth).state.prompt).toMatchObject({ capability: 'order.pay' })
    expect(await answerWith(world, auth, { asked: pay, answers: [right] })).toEqual({ status: 'granted' })
  })

  it('that is asked for when the context is disposed is cancelled, and leaves no timer behind', async () => {
    const { auth } = await enrolled()
    const asked = auth.stepUp('note.create')
    await world.settle()
    auth.dispose()
    expect(await asked).toEqual({ status: 'cancelled' })
    await world.settle()
    expect(world.clock.pending).toBe(0)
    await expect(auth.stepUp('note.create')).rejects.toMatchObject({ code: 'disposed' })
  })

  it('that is cancelled changes nothing, and every caller hears of it (SU-05)', async () => {
    const { auth } = await enrolled()
    const asked = [auth.stepUp('note.create'), auth.stepUp('order.pay')]
    await world.settle()
    const before = auth.state
    presenceOf(auth).cancel()
    await world.settle()
    expect(await Promise.all(asked)).toEqual([{ status: 'cancelled' }, { status: 'cancelled' }])
    expect(auth.state).toBe(before)
    expect(presenceOf(auth).state.prompt).toBeNull()
    expect(auth.actor.getSnapshot().context.grants).toEqual([])
  })

  it('is not asked for where it would not help', async () => {
    const { auth } = await enrolled()
    world.switchNetwork('offline')
    await world.advance('6m')
    expect(await auth.stepUp('order.complete')).toEqual({ status: 'denied', reason: 'online_required' })
    expect(await auth.stepUp('order.view')).toEqual({ status: 'granted' })
    expect(await auth.stepUp('order.delete')).toEqual({ status: 'denied', reason: 'unknown_capability' })
  })

  it('never outlives the session, and the next login starts without any (SU-01)', async () => {
    const { auth } = await enrolled()
    await prove(world, auth, { answers: [right] })
    const out = auth.signOut({ mode: 'soft' })
    await world.settle()
    await out
    expect(auth.can('note.create')).toMatchObject({ reason: 'signed_out' })
    await world.signIn(auth)
    expect(auth.can('note.create')).toMatchObject({ reason: 'step_up_required' })
  })

  it('of an account that is left meanwhile is dropped (SU-06)', async () => {
    const { auth } = await enrolled()
    const asked = auth.stepUp('note.create')
    await world.settle()
    const answer = presenceOf(auth).answer
    const out = auth.signOut({ mode: 'soft' })
    answer(right)
    await world.settle()
    await out
    expect(await asked).toEqual({ status: 'cancelled' })
    expect(auth.actor.getSnapshot().context.grants).toEqual([])
  })

  it('ends when the clock is set back, and with an absence of a quarter of an hour (SU-01)', async () => {
    const { auth } = await enrolled()
    await prove(world, auth, { answers: [right] })
    world.clock.emit('hiding')
    await world.advance('14m')
    world.clock.emit('woke')
    expect(auth.can('note.create').allowed).toBe(true)
    world.clock.emit('hiding')
    await world.clock.sleep('15m')
    expect(auth.can('note.create').allowed).toBe(false)
    await prove(world, auth, { answers: [right] })
    world.switchNetwork('offline')
    await world.advance('1h')
    await world.clock.setWall(instant(world.clock.wall() - 3_600_000))
    expect(auth.can('note.create').allowed).toBe(false)
    await world.settle()
    await world.clock.setWall(instant(world.clock.wall() + 3_600_000))
    expect(auth.can('note.create')).toMatchObject({ reason: 'step_up_required' })
  })

  it('is not taken on a bare word where more is at stake (SU-04)', async () => {
    world = stepUpWorld({ auth: { stepUp: [saysYes('biometrics')] } })
    const auth = await world.start()
    await world.signIn(auth)
    expect(await presenceOf(auth).enroll('biometrics')).toEqual({ status: 'enrolled' })
    const asked = auth.stepUp('note.create')
    await world.settle()
    expect(await asked).toEqual({ status: 'unavailable' })
  })

  it('can be given in another way than the first', async () => {
    const second = { ...quickPin(), method: 'other-pin' }
    const { auth } = await enrolled({ auth: { stepUp: [quickPin(), second] } })
    const enroll = presenceOf(auth).enroll('other-pin')
    await answerWith(world, auth, { asked: enroll, answers: ['161803', '161803'] })
    const asked = auth.stepUp('note.create')
    await world.settle()
    expect(presenceOf(auth).state.prompt).toMatchObject({ method: 'pin', methods: ['pin', 'other-pin'] })
    presenceOf(auth).choose('other-pin')
    await world.settle()
    expect(presenceOf(auth).state.prompt).toMatchObject({ method: 'other-pin', question: { attemptsLeft: 10 } })
    expect(await answerWith(world, auth, { asked, answers: ['161803'] })).toEqual({ status: 'granted' })
  })

  it('never passes through the chart, its events or its view', async () => {
    const { auth } = await enrolled()
    const seen: string[] = []
    const subscription = auth.actor.subscribe((snapshot) => seen.push(JSON.stringify(snapshot)))
    await prove(world, auth, { answers: ['141421', right] })
    subscription.unsubscribe()
    expect(seen.length).toBeGreaterThan(1)
    expect(seen.join('\n')).not.toMatch(/141421|271828/)
  })
})

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

describe('the local lock', () => {
  const locked = { auth: { localLock: { idleFor: '5m', backgroundFor: '1m' } } } as const

  it('closes when nobody touches the app, and opens by a proof (never LOCKED)', async () => {
    const { auth } = await enrolled(locked)
    await world.advance('4m')
    presenceOf(auth).touch()
    await world.advance('4m')
    expect(presenceOf(auth).state.isShut).toBe(false)
    await world.advance('2m')
    expect(presenceOf(auth).state.isShut).toBe(true)
    expect(auth.state.isAuthenticated).toBe(true)
    expect(auth.can('order.view')).toMatchObject({ allowed: false, reason: 'step_up_required' })
    expect(auth.can('help').allowed).toBe(true)
    const asked = presenceOf(auth).unlock()
    expect(await answerWith(world, auth, { asked, answers: [right] })).toEqual({ status: 'granted' })
    expect(presenceOf(auth).state.isShut).toBe(false)
    expect(auth.can('order.view').allowed).toBe(true)
  })

  it('closes in the background, and an app that starts is closed', async () => {
    const { tab, auth } = await enrolled(locked)
    world.clock.emit('hiding')
    await world.clock.sleep('1m')
    await world.settle()
    expect(presenceOf(auth).state.isShut).toBe(true)
    tab.kill()
    const again = await world.start()
    expect(presenceOf(again).state.isShut).toBe(true)
    expect(again.can('order.view')).toMatchObject({ reason: 'step_up_required' })
  })

  it('stays closed when the prompt is cancelled', async () => {
    const { auth } = await enrolled(locked)
    presenceOf(auth).lock()
    await world.settle()
    const asked = presenceOf(auth).unlock()
    await world.settle()
    presenceOf(auth).cancel()
    await world.settle()
    expect(await asked).toEqual({ status: 'cancelled' })
    expect(presenceOf(auth).state.isShut).toBe(true)
  })

  it('locks nobody out who has set nothing up', async () => {
    world = stepUpWorld(locked)
    const tab = world.open()
    await world.settle()
    await world.signIn(tab.auth)
    await world.advance('6m')
    expect(presenceOf(tab.auth).state.isShut).toBe(false)
    tab.kill()
    const again = await world.start()
    await world.settle()
    expect(presenceOf(again).state.isShut).toBe(false)
    expect(again.can('order.view').allowed).toBe(true)
  })

  it('stays closed where what was set up is damaged', async () => {
    const { tab } = await enrolled(locked)
    tab.kill()
    for (const row of world.disk.rows.values()) if (row.key.kind === 'step_up') row.sealed?.fill(7)
    const again = await world.start()
    await world.settle()
    expect(presenceOf(again).state.isShut).toBe(true)
    const asked = presenceOf(again).unlock()
    await world.settle()
    expect(await asked).toEqual({ status: 'unavailable' })
  })
})

describe('createAuth', () => {
  it.each([
    ['policy', { policy: {} as never }],
    ['policy', { policy: undefined as never, stepUp: [quickPin()] }],
    ['stepUp', { policy, stepUp: [{}] as never }],
    ['stepUp', { policy, stepUp: [quickPin(), quickPin()] }],
    ['stepUp', { policy, stepUp: [], localLock: { idleFor: '5m' } }],
    ['localLock', { policy, stepUp: [quickPin()], localLock: 'always' as never }],
    ['localLock.idleFor', { policy, stepUp: [quickPin()], localLock: { idleFor: 'soon' as never } }],
  ] as const)('names the option that is wrong: %s', (option, auth) => {
    world = stepUpWorld()
    expect(() => world.open(auth)).toThrow(expect.objectContaining({ option }))
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import type { StepUp } from '../../src/ports/step-up.ts'
import type { TestWorld, TestWorldOptions } from '../../src/testing/test-world.ts'
import { answerWith, enrollPin, presenceOf, prove, quickPin, stepUpWorld } from './step-up-world.ts'

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

  it('is given although a subscriber throws, and what hangs on it is told', async () => {
    const { auth } = await enrolled()
    const problems: string[] = []
    auth.on('developer.problem', ({ code }) => problems.push(code))
    presenceOf(auth).subscribe(() => {
      throw new Error('an app bug')
    })
    let flips = 0
    auth.onFlip(['note.delete'], () => {
      flips += 1
    })
    const asked = auth.stepUp('note.delete')
    await answerWith(world, auth, { asked, answers: [right] })
    expect(await asked).toEqual({ status: 'granted' })
    expect(auth.can('note.delete').allowed).toBe(true)
    expect(flips).toBeGreaterThan(0)
    expect(new Set(problems)).toEqual(new Set(['listener_failed']))
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

  it('ends also where the server answers before anybody has seen that the clock was set back (SU-01)', async () => {
    const { auth } = await enrolled({ accessTokenTtl: duration(60_000) })
    await prove(world, auth, { answers: [right] })
    const before = world.server.refreshRequests
    const answer = world.server.hold()
    while (world.server.refreshRequests === before) await world.advance('1s')
    await world.clock.setWall(instant(world.clock.wall() - 3_600_000))
    answer()
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
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

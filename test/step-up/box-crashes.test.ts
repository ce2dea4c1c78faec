import { afterEach, expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import { faultyPorts, type FaultyPorts } from '../core/faulty-ports.ts'
import { answerWith, presenceOf } from './step-up-world.ts'
import { boxWorld, loot, queueNote, right, unlock, withNote, withPin, words, type BoxWorld } from './box-world.ts'

let given: BoxWorld
afterEach(() => given.world.dispose())

type When = 'before' | 'after'
type Tab = Awaited<ReturnType<typeof withNote>>

/** The context stops for good at the nth write, before it happens or before it hears of it. Null: there is no nth write. */
async function crashAt(
  nth: number,
  when: When,
  { begin, act }: { begin(ports: FaultyPorts): Promise<Tab>; act(auth: Auth): Promise<unknown> },
): Promise<Auth | null> {
  given = boxWorld()
  const ports = faultyPorts(given.world)
  const { auth, kill } = await begin(ports)
  await queueNote(auth, words)
  await given.world.settle()
  let writes = 0
  ports.plan((call) => {
    if (call === 'store.commit') writes += 1
    return writes === nth && call === 'store.commit' ? { do: 'hang', when } : null
  })
  void act(auth)
  await given.world.settle()
  for (const answer of [right, right]) {
    presenceOf(auth).answer(answer)
    await given.world.settle()
  }
  if (writes < nth) return null
  kill()
  return given.world.start()
}

async function eachCrash(steps: Parameters<typeof crashAt>[2], judge: (auth: Auth) => Promise<string>) {
  const seen = new Map<string, number>()
  for (const when of ['before', 'after'] as const) {
    for (let nth = 1; ; nth += 1) {
      const auth = await crashAt(nth, when, steps)
      if (auth === null) break
      const end = await judge(auth)
      seen.set(end, (seen.get(end) ?? 0) + 1)
      given.world.dispose()
    }
  }
  process.stdout.write(`${[...seen].map(([end, count]) => `${end}: ${count}`).join(' · ')}\n`)
  return new Set(seen.keys())
}

/** Either a PIN is asked for, or none is; both ways nothing reads that should not, and the work is there, once, and goes. */
async function whole(auth: Auth, isRemoval = false): Promise<string> {
  const { world, sent } = given
  await world.settle()
  const { isSealed } = presenceOf(auth).state
  expect(auth.state.status).toBe(isSealed ? 'RESTORING' : 'OFFLINE_STALE')
  // What a crash left beside the box is put in without the PIN; what it left in it while emptying stays there.
  const isCovered = (await loot(world)).length === 0
  expect(isRemoval ? isSealed || !isCovered : isCovered).toBe(isRemoval || isSealed)
  const unlocked = isSealed ? await unlock(world, auth, [right]) : 'not asked'
  expect(unlocked).toEqual(isSealed ? { status: 'granted' } : 'not asked')
  await world.settle()
  const [method] = await presenceOf(auth).methods()
  const isKept = method?.isEnrolled === true
  expect((await loot(world)).length === 0).toBe(isKept)
  expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', pending: 2 })
  world.switchNetwork('online')
  await world.advance('5m')
  expect(sent).toEqual([words, words])
  return `${isSealed ? 'asked' : 'did not ask'}, ${isKept ? 'sealed' : 'open'}`
}

it('a crash at any write of an enrolment leaves a device that reads as before, or with the PIN (SU-03)', async () => {
  const steps = {
    begin: (ports: FaultyPorts) => withNote(given, { store: ports.store }),
    act: (auth: Auth) => presenceOf(auth).enroll('pin'),
  }
  expect(await eachCrash(steps, (auth) => whole(auth))).toEqual(new Set(['did not ask, open', 'asked, sealed']))
}, 120_000)

it('a crash at any write of a removal leaves a device that reads with the PIN, or as before', async () => {
  const steps = {
    begin: (ports: FaultyPorts) => withPin(given, { store: ports.store }),
    act: (auth: Auth) => presenceOf(auth).remove('pin'),
  }
  expect(await eachCrash(steps, (auth) => whole(auth, true))).toEqual(
    new Set(['did not ask, open', 'asked, open', 'asked, sealed']),
  )
}, 120_000)

it('a crash at any write of an unlock gives no attempt back and takes nothing away', async () => {
  const begin = async (ports: FaultyPorts): Promise<Tab> => {
    const first = await withPin(given)
    first.kill()
    const tab = given.world.open({ store: ports.store })
    await given.world.settle()
    await answerWith(given.world, tab.auth, { asked: presenceOf(tab.auth).unlock(), answers: [right] })
    return tab
  }
  const steps = { begin, act: (auth: Auth) => auth.stepUp('order.pay') }
  expect(await eachCrash(steps, (auth) => whole(auth))).toEqual(new Set(['asked, sealed']))
}, 120_000)

import { after, instant } from '../../../machines/time.ts'
import type { Clock } from '../../ports/world.ts'
import { contractCase, type ContractCase, type Subject } from './contract-case.ts'
import { demand, demandEqual } from './demand.ts'

/** A clock in its surroundings, for `clockContract`. */
export interface ClockSubject extends Subject {
  readonly clock: Clock
  /** Lets at least this much time pass. */
  pass(milliseconds: number): Promise<void>
}

/** Just past the largest delay of a platform timer, where a naive clock fires at once. */
const overflow = 2 ** 31

/** What a Clock promises. */
export const clockContract: readonly ContractCase<ClockSubject>[] = [
  contractCase('clock.passes', 'both readings move with time', async ({ clock, pass }) => {
    const [wall, monotonic] = [clock.wall(), clock.monotonic()]
    await pass(30)
    demand(clock.wall() - wall >= 25, 'The wall clock')
    demand(clock.monotonic() - monotonic >= 25, 'The monotonic one')
  }),
  contractCase('clock.wake.reached', 'a wake comes once, when the wall clock has reached it', async (subject) => {
    const { clock, pass } = subject
    for (const wait of [1, 7, 20]) {
      const at = after(clock.wall(), wait)
      const seen: number[] = []
      clock.wakeAt(at, () => seen.push(clock.wall()))
      await pass(wait + 60)
      demandEqual(seen.length, 1, `Wakes after ${wait} ms`)
      demand((seen[0] ?? 0) >= at, 'Not before its time')
    }
  }),
  contractCase('clock.wake.not-early', 'a wake does not come before its time', async ({ clock, pass }) => {
    let woke = false
    clock.wakeAt(after(clock.wall(), 10_000), () => {
      woke = true
    })
    await pass(40)
    demand(!woke, 'It still waits')
  }),
  contractCase('clock.wake.past', 'a wake for the past comes soon, never at once', async ({ clock, pass }) => {
    const woken: string[] = []
    clock.wakeAt(after(clock.wall(), -1_000), () => woken.push('past'))
    clock.wakeAt(instant(-Infinity), () => woken.push('always'))
    clock.wakeAt(clock.wall(), () => woken.push('now'))
    demandEqual(woken, [], 'Not synchronously')
    await pass(30)
    demandEqual(woken.toSorted(), ['always', 'now', 'past'], 'Soon')
  }),
  contractCase('clock.wake.far', 'a wake years away does not come now', async ({ clock, pass }) => {
    let woken = 0
    for (const span of [overflow, overflow * 10, Infinity, NaN]) clock.wakeAt(after(clock.wall(), span), () => woken++)
    await pass(40)
    demandEqual(woken, 0, 'Wakes')
  }),
  contractCase('clock.wake.order', 'wakes come in the order of their times', async ({ clock, pass }) => {
    const order: string[] = []
    const start = clock.wall()
    clock.wakeAt(after(start, 50), () => order.push('third'))
    clock.wakeAt(after(start, 5), () => order.push('first'))
    clock.wakeAt(after(start, 25), () => order.push('second'))
    await pass(120)
    demandEqual(order, ['first', 'second', 'third'], 'The order')
  }),
  contractCase('clock.wake.cancel', 'a cancelled wake never comes', async ({ clock, pass }) => {
    const woken: string[] = []
    const at = after(clock.wall(), 10)
    const cancels = [at, instant(0)].map((moment) => clock.wakeAt(moment, () => woken.push('cancelled')))
    for (const cancel of [...cancels, ...cancels]) cancel()
    const cancelLater = clock.wakeAt(after(at, 10), () => woken.push('cancelled by another'))
    clock.wakeAt(at, () => {
      cancelLater()
      woken.push('stays')
    })
    await pass(80)
    for (const cancel of cancels) cancel()
    demandEqual(woken, ['stays'], 'Only what was not cancelled')
  }),
  contractCase('clock.wake.again', 'a wake can ask for the next', async ({ clock, pass }) => {
    let rounds = 0
    const next = (): void => {
      rounds += 1
      if (rounds < 4) clock.wakeAt(after(clock.wall(), 2), next)
    }
    clock.wakeAt(after(clock.wall(), 2), next)
    await pass(150)
    demandEqual(rounds, 4, 'Rounds')
  }),
  contractCase(
    'clock.span',
    'a wait comes once, when its span has passed, and not when it is cancelled',
    async (subject) => {
      const { clock, pass } = subject
      const woken: string[] = []
      const spans: number[] = []
      for (const span of [0, 7, 20]) {
        const begun = clock.monotonic()
        clock.wakeAfter(span, () => spans.push(clock.monotonic() - begun - span))
      }
      clock.wakeAfter(-5, () => woken.push('less than nothing'))
      for (const never of [10_000, overflow, Infinity, NaN]) clock.wakeAfter(never, () => woken.push('much later'))
      const cancel = clock.wakeAfter(10, () => woken.push('cancelled'))
      demandEqual(woken, [], 'Not synchronously')
      cancel()
      cancel()
      await pass(80)
      demandEqual(woken, ['less than nothing'], 'What came')
      demandEqual(spans.length, 3, 'Waits')
      demand(
        spans.every((late) => late >= 0),
        'None before its time',
      )
    },
  ),
  contractCase('clock.lifecycle', 'a listener can leave, twice', async ({ clock }) => {
    const leave = clock.lifecycle(() => {})
    leave()
    leave()
  }),
]

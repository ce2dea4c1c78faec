import { describe, expect, it } from 'vitest'
import { after, instant } from '../../machines/time.ts'
import { virtualClock } from '../../src/testing/fakes/virtual-clock.ts'
import { alarms } from '../../src/time/alarms.ts'

function waiting(span: number) {
  const clock = virtualClock({ settle: async () => {} })
  const at = after(clock.wall(), span)
  const { wakeAt, note } = alarms(clock)
  let wakes = 0
  return { clock, note: () => note(null, at), wait: () => wakeAt([at], () => (wakes += 1)), wakes: () => wakes }
}

const month = 30 * 86_400_000

describe('an alarm that is left and set again', () => {
  it('TM-09 keeps its turn though the clock was set back meanwhile', async () => {
    const { clock, wait, wakes } = waiting(120_000)
    const leave = wait()
    await clock.advance(60_000)
    leave()
    await clock.setWall(instant(clock.wall() - month))
    wait()
    await clock.advance(59_999)
    expect(wakes()).toBe(0)
    await clock.advance(1)
    expect(wakes()).toBe(1)
  })

  it('TM-09 keeps the turn it had when its moment was learnt, though nobody has waited for it since', async () => {
    const { clock, note, wait, wakes } = waiting(120_000)
    note()
    await clock.advance(60_000)
    await clock.setWall(instant(clock.wall() - month))
    wait()
    await clock.advance(59_999)
    expect(wakes()).toBe(0)
    await clock.advance(1)
    expect(wakes()).toBe(1)
  })

  it('TM-09 is over once it rang, where it was a pause, until it is learnt anew', async () => {
    const { clock, note, wait, wakes } = waiting(120_000)
    note()
    await clock.setWall(instant(clock.wall() - month))
    wait()
    await clock.advance(120_000)
    expect(wakes()).toBe(1)
    wait()
    await clock.advance(1)
    expect(wakes()).toBe(2)
    note()
    wait()
    await clock.advance(120_000)
    expect(wakes()).toBe(2)
  })

  it('has had its turn once it rang: it waits by the clock as that is now, and turns in no circle', async () => {
    const { clock, wait, wakes } = waiting(120_000)
    wait()
    await clock.setWall(instant(clock.wall() - month))
    await clock.advance(120_000)
    expect(wakes()).toBe(1)
    wait()
    await clock.advance(120_000)
    expect(wakes()).toBe(1)
    await clock.advance(month)
    expect(wakes()).toBe(2)
  })

  it('TM-07 counts a moment that is days away anew: a clock that was ahead for a while must not end it early', async () => {
    const { clock, wait, wakes } = waiting(7 * 86_400_000)
    const right = clock.wall()
    await clock.setWall(instant(right + 6 * 86_400_000))
    wait()()
    await clock.setWall(right)
    wait()
    await clock.advance(2 * 86_400_000)
    expect(wakes()).toBe(0)
    await clock.advance(5 * 86_400_000)
    expect(wakes()).toBe(1)
  })
})

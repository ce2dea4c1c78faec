import { describe, expect, it } from 'vitest'
import { after, instant } from '../../machines/time.ts'
import { virtualClock } from '../../src/testing/fakes/virtual-clock.ts'
import { wakeBy } from '../../src/time/wake-by.ts'

async function noWorld(): Promise<void> {}

function wait(span: number) {
  const clock = virtualClock({ settle: noWorld })
  let wakes = 0
  const cancel = wakeBy(clock, after(clock.wall(), span), () => {
    wakes += 1
  })
  return { clock, cancel, wakes: () => wakes }
}

describe('a wake by two clocks', () => {
  it('TM-02 comes after its span where the wall clock was set back', async () => {
    const { clock, wakes } = wait(10_000)
    await clock.setWall(instant(clock.wall() - 31_536_000_000))
    await clock.advance(9_999)
    expect(wakes()).toBe(0)
    await clock.advance(1)
    expect(wakes()).toBe(1)
  })

  it('TM-09 comes with the end of a sleep in which the monotonic clock stood still', async () => {
    const { clock, wakes } = wait(3_600_000)
    await clock.sleep(3_600_000)
    expect(clock.monotonic()).toBe(0)
    expect(wakes()).toBe(1)
  })

  it('TM-02 comes at once where the wall clock was set past its moment', async () => {
    const { clock, wakes } = wait(3_600_000)
    await clock.setWall(instant(clock.wall() + 3_600_000))
    expect(wakes()).toBe(1)
  })

  it('comes once, and leaves no timer behind', async () => {
    const { clock, wakes } = wait(1_000)
    await clock.advance(5_000)
    expect(wakes()).toBe(1)
    expect(clock.pending).toBe(0)
  })

  it('never comes once it was cancelled', async () => {
    const { clock, cancel, wakes } = wait(1_000)
    cancel()
    cancel()
    await clock.advance(5_000)
    expect(wakes()).toBe(0)
    expect(clock.pending).toBe(0)
  })
})

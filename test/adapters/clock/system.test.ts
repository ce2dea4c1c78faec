import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../adapters/clock/system.ts'
import { after } from '../../../machines/time.ts'
import type { LifecycleEvent } from '../../../src/ports/world.ts'
import { handDrivenHost } from './hand-driven-host.ts'

const minute = 60_000
const day = 24 * 60 * minute

function clockOn(host: ReturnType<typeof handDrivenHost>) {
  const clock = systemClock({ time: host.time, page: host.page })
  const woken: number[] = []
  return {
    clock,
    woken,
    wakeIn: (wait: number) => clock.wakeAt(after(clock.wall(), wait), () => woken.push(host.now())),
  }
}

describe('systemClock()', () => {
  it('wakes to the millisecond after years, never asking for a timer longer than a minute', () => {
    const host = handDrivenHost()
    const { woken, wakeIn } = clockOn(host)
    const due = host.now() + 60 * day
    wakeIn(60 * day)
    host.run(60 * day - 1)
    expect(woken).toEqual([])
    host.run(1)
    expect(woken).toEqual([due])
    expect(Math.max(...host.delays)).toBeLessThanOrEqual(minute)
    expect(host.timers).toBe(0)
  })

  it('notices within a minute that the wall clock jumped forward', () => {
    const host = handDrivenHost()
    const { woken, wakeIn } = clockOn(host)
    wakeIn(10 * day)
    host.jump(11 * day)
    host.run(minute)
    expect(woken).toHaveLength(1)
  })

  it('waits longer when the wall clock is set back', () => {
    const host = handDrivenHost()
    const { woken, wakeIn } = clockOn(host)
    const due = host.now() + 5_000
    wakeIn(5_000)
    host.jump(-day)
    host.run(minute)
    expect(woken).toEqual([])
    host.run(day)
    expect(woken).toEqual([due])
  })

  it('RF-05 ends a wait of so many seconds on time, however the wall clock is set', () => {
    const host = handDrivenHost()
    const { clock } = clockOn(host)
    const woken: number[] = []
    clock.wakeAfter(10_000, () => woken.push(clock.monotonic()))
    host.jump(day)
    host.run(5_000)
    expect(woken).toEqual([])
    host.jump(-400 * day)
    host.run(5_000)
    expect(woken).toEqual([10_000])
    expect(host.timers).toBe(0)
  })

  it('TM-09 splits a wait that no timer can hold', () => {
    const host = handDrivenHost()
    const { clock } = clockOn(host)
    const woken: number[] = []
    clock.wakeAfter(60 * day, () => woken.push(clock.monotonic()))
    host.run(60 * day - 1)
    expect(woken).toEqual([])
    host.run(1)
    expect(woken).toEqual([60 * day])
    expect(Math.max(...host.delays)).toBeLessThanOrEqual(minute)
  })

  it('does not trust a timer that fires early', () => {
    const host = handDrivenHost()
    const { woken, wakeIn } = clockOn(host)
    wakeIn(100)
    host.jump(-1)
    host.run(100)
    expect(woken).toEqual([])
    host.run(1)
    expect(woken).toHaveLength(1)
  })

  it.each([
    ['comes to the front', (host: ReturnType<typeof handDrivenHost>) => host.show('visible')],
    ['resumes', (host: ReturnType<typeof handDrivenHost>) => host.page.document.dispatchEvent(new Event('resume'))],
    ['comes out of bfcache', (host: ReturnType<typeof handDrivenHost>) => host.pageshow(true)],
    [
      'is online again',
      (host: ReturnType<typeof handDrivenHost>) => host.page.window.dispatchEvent(new Event('online')),
    ],
  ])('looks at the time at once when the page %s', (_, event) => {
    const host = handDrivenHost()
    const { woken, wakeIn } = clockOn(host)
    wakeIn(30_000)
    wakeIn(day)
    host.jump(31_000)
    event(host)
    expect(woken).toHaveLength(1)
    event(host)
    expect(woken).toHaveLength(1)
  })

  it('cancels a wake while another of the same look is called', () => {
    const host = handDrivenHost()
    const { clock, woken, wakeIn } = clockOn(host)
    let cancelSecond = (): void => {}
    clock.wakeAt(after(clock.wall(), 10_000), () => cancelSecond())
    cancelSecond = wakeIn(10_000)
    host.jump(20_000)
    host.show('visible')
    expect(woken).toEqual([])
    expect(host.timers).toBe(0)
  })

  it('tells what happens to the page', () => {
    const host = handDrivenHost()
    const events: LifecycleEvent[] = []
    const leave = clockOn(host).clock.lifecycle((event) => events.push(event))
    host.show('hidden')
    host.show('visible')
    host.page.document.dispatchEvent(new Event('freeze'))
    host.page.document.dispatchEvent(new Event('resume'))
    host.page.window.dispatchEvent(new Event('pagehide'))
    host.pageshow(false)
    host.pageshow(true)
    leave()
    host.show('hidden')
    expect(events).toEqual(['hiding', 'woke', 'hiding', 'woke', 'hiding', 'restored'])
  })
})

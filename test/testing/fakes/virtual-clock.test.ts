import { describe, expect, it } from 'vitest'
import { after, instant } from '../../../machines/time.ts'
import { span } from '../../../src/testing/fakes/span.ts'
import { virtualClock } from '../../../src/testing/fakes/virtual-clock.ts'

describe('virtualClock()', () => {
  it('stands still until told to move', async () => {
    const clock = virtualClock({ start: 5_000 })
    expect([clock.wall(), clock.monotonic()]).toEqual([5_000, 0])
    await clock.advance('61s')
    expect([clock.wall(), clock.monotonic()]).toEqual([66_000, 61_000])
  })

  it('lets what a wake sets off come to rest before the next wake', async () => {
    const clock = virtualClock()
    const story: string[] = []
    const start = clock.wall()
    clock.wakeAt(after(start, 1_000), () => {
      story.push('first')
      void crypto.subtle.digest('SHA-256', new Uint8Array(64)).then(() => story.push('its work'))
    })
    clock.wakeAt(after(start, 2_000), () => story.push('second'))
    await clock.advance('1m')
    expect(story).toEqual(['first', 'its work', 'second'])
  })

  it('shows each wake its own time, chains included', async () => {
    const clock = virtualClock({ start: 0 })
    const seen: number[] = []
    const every = (): void => {
      seen.push(clock.wall())
      clock.wakeAt(after(clock.wall(), 30_000), every)
    }
    clock.wakeAt(instant(30_000), every)
    await clock.advance('2m')
    expect(seen).toEqual([30_000, 60_000, 90_000, 120_000])
    expect(clock.pending).toBe(1)
  })

  it('moves only the wall clock when that is set, and keeps waiting when it is set back', async () => {
    const clock = virtualClock({ start: 100_000 })
    const woken: number[] = []
    clock.wakeAt(instant(110_000), () => woken.push(clock.wall()))
    await clock.setWall(instant(0))
    await clock.advance('20s')
    expect([woken, clock.wall(), clock.monotonic()]).toEqual([[], 20_000, 20_000])
    await clock.setWall(instant(500_000))
    expect([woken, clock.monotonic()]).toEqual([[500_000], 20_000])
  })

  it('sleeps without a wake or a monotonic tick, then wakes with everything overdue', async () => {
    const clock = virtualClock({ start: 0 })
    const story: string[] = []
    clock.lifecycle((event) => story.push(`${event} at ${clock.wall()}`))
    clock.wakeAt(instant(2_000), () => story.push(`second at ${clock.wall()}`))
    clock.wakeAt(instant(1_000), () => story.push(`first at ${clock.wall()}`))
    await clock.sleep('1h')
    expect(story).toEqual(['woke at 3600000', 'first at 3600000', 'second at 3600000'])
    expect(clock.monotonic()).toBe(0)
  })

  it('tells lifecycle events to those who listen', () => {
    const clock = virtualClock()
    const heard: string[] = []
    const leave = clock.lifecycle((event) => heard.push(event))
    clock.emit('hiding')
    clock.emit('restored')
    leave()
    clock.emit('woke')
    expect(heard).toEqual(['hiding', 'restored'])
  })
})

describe('a span', () => {
  it.each([
    ['250ms', 250],
    ['61s', 61_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    [42, 42],
  ] as const)('reads %s as %d milliseconds', (text, milliseconds) => {
    expect(span(text)).toBe(milliseconds)
  })

  it('refuses what is no span', () => {
    expect(() => span('-1s')).toThrow('Cannot read a span: -1s')
  })
})

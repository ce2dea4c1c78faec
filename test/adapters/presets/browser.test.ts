import { describe, expect, it } from 'vitest'
import { browser } from '../../../adapters/presets/browser.ts'
import { seededRandom } from '../../../src/testing/fakes/seeded-random.ts'
import { virtualClock } from '../../../src/testing/fakes/virtual-clock.ts'

describe('browser() on a server', () => {
  it('says that it is one, is alone, knows no network and has no address bar', () => {
    const platform = browser()
    expect(platform).toMatchObject({ server: true, navigation: null })
    expect(platform.tabs.shared).toBe(false)
    expect(platform.connectivity.current()).toBe('unknown')
  })

  it('still tells the time and draws ids', () => {
    const { clock, random } = browser()
    expect(clock.wall()).toBeGreaterThan(Date.UTC(2020, 0, 1))
    expect(random.id()).not.toBe(random.id())
  })

  it('takes any port that is given', () => {
    const [clock, random] = [virtualClock(), seededRandom(1)]
    const platform = browser({ clock, random, server: false, navigation: null })
    expect(platform).toMatchObject({ clock, random, server: false, navigation: null })
    platform.tabs.dispose()
  })

  it('looks its fetch up when it is called, not when it is made', async () => {
    const { fetch } = browser()
    const answer = await fetch('data:text/plain,hello')
    expect(await answer.text()).toBe('hello')
  })
})

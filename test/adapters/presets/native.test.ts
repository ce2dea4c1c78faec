import { describe, expect, it } from 'vitest'
import { appState } from '../../../adapters/clock/app-state.ts'
import { systemClock } from '../../../adapters/clock/system.ts'
import { expoNetwork } from '../../../adapters/connectivity/expo-network.ts'
import { netInfo } from '../../../adapters/connectivity/netinfo.ts'
import { electron } from '../../../adapters/presets/electron.ts'
import { expo } from '../../../adapters/presets/expo.ts'
import { after } from '../../../machines/time.ts'
import { seededRandom } from '../../../src/testing/fakes/seeded-random.ts'
import { virtualClock } from '../../../src/testing/fakes/virtual-clock.ts'
import { aWorld } from '../../core/worlds.ts'
import { handDrivenHost } from '../clock/hand-driven-host.ts'
import { nativeApp, phoneNetwork } from '../platforms/native-app.ts'

describe('expo()', () => {
  it('is one context without an address bar, on no server', () => {
    const platform = expo({ appState: nativeApp().appState })
    expect(platform).toMatchObject({ server: false, navigation: null })
    expect(platform.tabs.shared).toBe(false)
    expect(platform.connectivity.current()).toBe('unknown')
    expect(platform.connectivity.probe).toBeNull()
  })

  it('takes any port that is given, and the network that it is told of', () => {
    const [clock, random, network] = [virtualClock(), seededRandom(1), phoneNetwork(false)]
    const platform = expo({ appState: nativeApp().appState, clock, random, network: netInfo(network.netInfo) })
    expect(platform).toMatchObject({ clock, random })
    expect(platform.connectivity.current()).toBe('offline')
  })

  it('carries an app from its start to a sign-in', async () => {
    const world = aWorld()
    const app = nativeApp()
    const auth = await world.start({ platform: ({ clock, fetch }) => expo({ appState: app.appState, clock, fetch }) })
    await world.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')
  })
})

describe('appState()', () => {
  it('tells what happens to an app, and takes a system dialog for nothing', () => {
    const app = nativeApp()
    const told: string[] = []
    const leave = systemClock({ wakes: appState(app.appState) }).lifecycle((event) => told.push(event))
    for (const state of ['inactive', 'background', 'inactive', 'active', 'inactive', 'active'] as const)
      app.become(state)
    expect(told).toEqual(['hiding', 'woke', 'woke'])
    leave()
    leave()
    app.become('background')
    expect([told.length, app.listeners()]).toEqual([3, 0])
  })

  it('wakes a clock whose timers stood still in the background (RF-05)', () => {
    const [host, app] = [handDrivenHost(), nativeApp()]
    const clock = systemClock({ time: host.time, wakes: appState(app.appState) })
    let woke = 0
    clock.wakeAt(after(clock.wall(), 5_000), () => (woke += 1))
    host.jump(3_600_000)
    expect(woke).toBe(0)
    app.become('active')
    expect([woke, app.listeners()]).toEqual([1, 0])
  })

  it('would leave it asleep were nobody listening', () => {
    const host = handDrivenHost()
    const clock = systemClock({ time: host.time, page: null })
    let woke = 0
    clock.wakeAt(after(clock.wall(), 5_000), () => (woke += 1))
    host.jump(3_600_000)
    nativeApp().become('active')
    expect(woke).toBe(0)
  })
})

describe('a phone’s network', () => {
  it('is unknown until the module knows, and a change that came first is not undone', async () => {
    const network = phoneNetwork(null)
    const reading = expoNetwork(network.expoNetwork)
    expect([reading.current(), netInfo(network.netInfo).current()]).toEqual(['unknown', 'unknown'])
    let answer = (_: { isConnected: boolean }): void => {}
    const slow = expoNetwork({
      ...network.expoNetwork,
      getNetworkStateAsync: () => new Promise((resolve) => (answer = resolve)),
    })
    network.become(false)
    answer({ isConnected: true })
    await Promise.resolve()
    expect([slow.current(), reading.current()]).toEqual(['offline', 'offline'])
    network.become(null)
    expect(slow.current()).toBe('unknown')
  })

  it('stays unknown where the module fails', async () => {
    const reading = expoNetwork({
      getNetworkStateAsync: () => Promise.reject(new Error('planned')),
      addNetworkStateListener: () => {},
    })
    await Promise.resolve()
    expect(reading.current()).toBe('unknown')
  })
})

describe('electron()', () => {
  it('is a browser without an address bar', () => {
    const platform = electron({ server: false })
    expect(platform.navigation).toBeNull()
    expect(platform.tabs.shared).toBe(true)
    platform.tabs.dispose()
  })
})

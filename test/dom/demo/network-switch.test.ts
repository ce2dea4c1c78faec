import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlatformReading } from '../../../adapters/connectivity/platform-reading.ts'
import { createNetworkSwitch } from '../../../demo/app/world/network-switch.ts'

const online: PlatformReading = { current: () => 'online', subscribe: () => () => {} }

const silent = createServer(() => {})
const origin = (): string => `http://127.0.0.1:${(silent.address() as AddressInfo).port}`

beforeEach(() => new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve)))
afterEach(() => {
  localStorage.clear()
  silent.closeAllConnections()
  silent.close()
})

describe('the network switch', () => {
  it('fails requests as a dead line does, also those under way', async () => {
    const network = createNetworkSwitch(localStorage)
    const underWay = network.fetch(origin())
    network.cut(true)
    await expect(underWay).rejects.toThrow(TypeError)
    await expect(network.fetch(origin())).rejects.toThrow('Failed to fetch')
  })

  it('lets requests through again', async () => {
    const network = createNetworkSwitch(localStorage)
    network.cut(true)
    network.cut(false)
    const answer = await network.fetch('data:text/plain,hello')
    expect(await answer.text()).toBe('hello')
  })

  it('keeps a caller’s own way to stop a request', async () => {
    const network = createNetworkSwitch(localStorage)
    const stop = new AbortController()
    const underWay = network.fetch(origin(), { signal: stop.signal })
    stop.abort()
    await expect(underWay).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  })

  it('says offline in place of the platform, and tells when that changes', () => {
    const network = createNetworkSwitch(localStorage)
    const reading = network.over(online)
    const heard: string[] = []
    reading.subscribe((said) => heard.push(said))
    network.cut(true)
    expect(reading.current()).toBe('offline')
    network.cut(false)
    expect(heard).toEqual(['offline', 'online'])
  })

  it('stays cut over a reload', async () => {
    createNetworkSwitch(localStorage).cut(true)
    const reloaded = createNetworkSwitch(localStorage)
    expect(reloaded.isCut()).toBe(true)
    await expect(reloaded.fetch('data:text/plain,hello')).rejects.toThrow(TypeError)
  })

  it('follows another tab', () => {
    const network = createNetworkSwitch(localStorage)
    const heard: boolean[] = []
    network.subscribe(() => heard.push(network.isCut()))
    const key = 'fieldwork: network is cut'
    localStorage.setItem(key, 'yes')
    window.dispatchEvent(new StorageEvent('storage', { key }))
    expect(heard).toEqual([true])
  })
})

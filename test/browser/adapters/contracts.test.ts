import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockContract } from '../../../src/testing/contracts/clock.contract.ts'
import { connectivityContract } from '../../../src/testing/contracts/connectivity.contract.ts'
import { exclusiveContract } from '../../../src/testing/contracts/exclusive.contract.ts'
import { keyRotationContract } from '../../../src/testing/contracts/key-rotation.contract.ts'
import { keysContract } from '../../../src/testing/contracts/keys.contract.ts'
import { proofKeysContract } from '../../../src/testing/contracts/proof-keys.contract.ts'
import { randomContract } from '../../../src/testing/contracts/random.contract.ts'
import { storeContract } from '../../../src/testing/contracts/store.contract.ts'
import { localServer, type LocalServer } from '../../contract/local-server.ts'
import { bundlePage } from './bundle-page.ts'
import { launchChromium } from './launch.ts'

const suites = [
  ['indexedDb()', 'store', storeContract],
  ['the keys of indexedDb()', 'keys', keysContract],
  ['the rotating keys of indexedDb()', 'rotation', keyRotationContract],
  ['the pairs of indexedDb()', 'pairs', proofKeysContract],
  ['webLocks() in one page', 'exclusive', exclusiveContract],
  ['systemClock()', 'clock', clockContract],
  ['systemRandom()', 'random', randomContract],
  ['browserConnectivity()', 'connectivity', connectivityContract],
] as const

let server: LocalServer
let chromium: Browser
let page: Page

beforeAll(async () => {
  server = await localServer({ '/page.js': await bundlePage() })
  chromium = await launchChromium()
  const context = await chromium.newContext()
  page = await context.newPage()
  await page.exposeFunction('surroundPage', async (by: Parameters<LocalServer['surround']>[0]) => {
    server.surround(by)
    await context.setOffline(by === 'no network')
  })
  await page.goto(server.origin)
})

afterAll(async () => {
  await chromium.close()
  await server.close()
})

describe.each(suites)('%s holds to its contract in Chromium', (_name, suite, contract) => {
  it.each(contract.map(({ id, title }) => [id, title] as const))('%s: %s', async (id) => {
    expect(await page.evaluate(([kind, one]) => globalThis.page.hold(kind, one), [suite, id] as const)).toBeNull()
  })
})

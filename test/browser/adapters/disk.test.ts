import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localServer, type LocalServer } from '../../contract/local-server.ts'
import { bundlePage } from './bundle-page.ts'
import { launchOnDisk } from './launch.ts'

let server: LocalServer

beforeAll(async () => {
  server = await localServer({ '/page.js': await bundlePage() })
})
afterAll(() => server.close())

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(server.origin)
  return page
}

const seal = async () => {
  const { indexedDb, rows } = globalThis.page
  const store = indexedDb({ name: 'survivor' })
  const [name, aad] = [{ scope: 'account', account: 'a' } as const, new TextEncoder().encode('label')]
  await store.keys.ensure(name)
  const sealed = await store.keys.seal(name, new TextEncoder().encode('refresh token'), aad)
  if (!sealed.ok) throw new Error(sealed.failure.kind)
  await rows.put(store, rows.sampleRow({ sealed: sealed.value, revision: 7 }))
}

const unseal = async () => {
  const { indexedDb, rows } = globalThis.page
  const store = indexedDb({ name: 'survivor' })
  const row = await rows.readOne(store, rows.sampleRow())
  const aad = new TextEncoder().encode('label')
  const plain = await store.keys.open({ scope: 'account', account: 'a' }, row?.sealed ?? new Uint8Array(0), aad)
  return { revision: row?.revision, plain: plain.ok ? new TextDecoder().decode(plain.value) : plain.failure.kind }
}

/** Another page's older code, which doesn't know that it has to make way. */
const holdOlderVersion = async () => {
  const older = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('upgraded', 1)
    request.addEventListener('error', () => reject(request.error))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('upgradeneeded', () => {
      const rows = request.result.createObjectStore('rows', { keyPath: ['kind', 'account', 'id'] })
      rows.createIndex('bySeq', ['kind', 'account', 'seq'])
      rows.createIndex('byAccount', 'account')
      for (const name of ['keys', 'counters']) request.result.createObjectStore(name)
    })
  })
  addEventListener('let go', () => older.close())
}

const writeUpgraded = async () => {
  const { indexedDb, rows } = globalThis.page
  const store = indexedDb({ name: 'upgraded' })
  const written = await store.commit([], [{ do: 'put', row: rows.sampleRow() }])
  store.dispose()
  return written.ok ? 'written' : written.failure.kind
}

describe('indexedDb() in Chromium', () => {
  it('answers blocked while a page with older code keeps the database, and goes on once it lets go (ST-10)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'authchart-'))
    const context = await launchOnDisk(folder)
    const [older, newer] = [await openPage(context), await openPage(context)]
    await older.evaluate(holdOlderVersion)
    expect(await newer.evaluate(writeUpgraded)).toBe('blocked')
    await older.evaluate(() => dispatchEvent(new Event('let go')))
    expect(await newer.evaluate(writeUpgraded)).toBe('written')
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('opens after a reload what was sealed before it, in another page too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'authchart-'))
    const context = await launchOnDisk(folder)
    const page = await openPage(context)
    await page.evaluate(seal)
    await page.reload()
    const survived = { revision: 7, plain: 'refresh token' }
    expect(await page.evaluate(unseal)).toEqual(survived)
    expect(await (await openPage(context)).evaluate(unseal)).toEqual(survived)
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('keeps what it acknowledged when the browser is killed at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'authchart-'))
    const first = await launchOnDisk(folder)
    const page = await openPage(first)
    const [session, closed] = [await first.newCDPSession(page), first.waitForEvent('close')]
    await page.evaluate(seal)
    session.send('Browser.crash').catch(() => {})
    await closed
    const second = await launchOnDisk(folder)
    expect(await (await openPage(second)).evaluate(unseal)).toEqual({ revision: 7, plain: 'refresh token' })
    await second.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('lets no script of the origin export a key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'authchart-'))
    const context = await launchOnDisk(folder)
    const page = await openPage(context)
    await page.evaluate(seal)
    const loot = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('survivor')
        request.addEventListener('success', () => resolve(request.result))
      })
      const key = await new Promise<CryptoKey>((resolve) => {
        const request = database.transaction('keys').objectStore('keys').get('account:a')
        request.addEventListener('success', () => resolve(request.result as CryptoKey))
      })
      const exported = await crypto.subtle.exportKey('raw', key).catch((error: unknown) => (error as Error).name)
      return { extractable: key.extractable, exported }
    })
    expect(loot).toEqual({ extractable: false, exported: 'InvalidAccessError' })
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

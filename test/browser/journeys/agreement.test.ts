import { expect, it } from 'vitest'
import { disagreement } from './agreement.ts'
import { openFieldApp, signIn } from './field-app.ts'

it('what the screen, the disk and the server say is compared with the chart, and each is noticed when it differs', async () => {
  const app = await openFieldApp({ accessTokenTtl: 60 })
  try {
    const page = await app.open()
    expect(await disagreement(app, page, 'SIGNED_OUT')).toBeNull()
    await signIn(page)
    expect(await disagreement(app, page, 'ACTIVE')).toBeNull()

    expect(await disagreement(app, page, 'OFFLINE_STALE', 0)).toMatch(/^the title says “Up to date/)
    await page.evaluate(() => {
      document.title = 'Locked'
    })
    expect(await disagreement(app, page, 'LOCKED', 0)).toMatch(/^the screen of LOCKED does not show/)
    await page.evaluate(() => {
      document.title = 'Up to date'
    })
    await page.evaluate(forgetRows)
    expect(await disagreement(app, page, 'ACTIVE', 0)).toBe('the disk holds a session that is none in ACTIVE')
  } finally {
    await app.close()
  }
})

/** Runs in the page. */
async function forgetRows(): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue
    await new Promise<void>((resolve, reject) => {
      const asked = indexedDB.open(name)
      asked.addEventListener('error', () => reject(new Error(`Cannot open ${name}`)))
      asked.addEventListener('success', () => {
        const database = asked.result
        if (!database.objectStoreNames.contains('rows')) {
          database.close()
          resolve()
          return
        }
        const change = database.transaction('rows', 'readwrite')
        change.objectStore('rows').clear()
        change.addEventListener('complete', () => {
          database.close()
          resolve()
        })
      })
    })
  }
}

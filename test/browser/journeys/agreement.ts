import type { Page } from 'playwright'
import type { Sight } from '../../../src/testing/journeys/act.ts'
import type { FieldApp } from './field-app.ts'

type Status = Sight['status']

/** What the page's title and its screen have to say, and what the screen must not. */
interface Look {
  readonly title: RegExp
  readonly shows: RegExp
  readonly hides: RegExp | null
}

const work = /Heating stays cold/

const looks: Readonly<Record<Status, Look>> = {
  RESTORING: { title: /^Opening/, shows: /^/, hides: work },
  SIGNED_OUT: { title: /^Signed out/, shows: /Sign in/, hides: work },
  ACTIVE: { title: /^(Up to date|Sending)/, shows: work, hides: null },
  REFRESHING: { title: /^(Up to date|Sending)/, shows: work, hides: null },
  OFFLINE_STALE: { title: /^Offline/, shows: work, hides: null },
  REAUTH_REQUIRED: { title: /^Sign in again/, shows: /Sign in again/, hides: null },
  LOCKED: { title: /^Locked/, shows: /This account is locked/, hides: work },
}

/** Which sessions lie on the disk: with what only its key opens, or as the mark of one that was ended. */
type OnDisk = 'none' | 'ended' | 'sealed'

const onDisk: Readonly<Record<Status, readonly OnDisk[] | null>> = {
  RESTORING: null,
  SIGNED_OUT: ['none', 'ended'],
  ACTIVE: ['sealed'],
  REFRESHING: ['sealed'],
  OFFLINE_STALE: ['sealed'],
  REAUTH_REQUIRED: ['sealed'],
  LOCKED: ['sealed'],
}

/** Null once screen, storage and server say what the chart says; else what doesn't, as it is in the end. */
export async function disagreement(
  app: FieldApp,
  page: Page,
  status: Status,
  patience = 20_000,
): Promise<string | null> {
  const until = Date.now() + patience
  for (;;) {
    const found = await disagreementNow(app, page, status)
    if (found === null || Date.now() > until) return found
    await page.waitForTimeout(200)
  }
}

async function disagreementNow(app: FieldApp, page: Page, status: Status): Promise<string | null> {
  const { title, shows, hides } = looks[status]
  const screen = await page.locator('.app').innerText()
  const head = await page.title()
  if (!title.test(head)) return `the title says “${head}” in ${status}`
  if (!shows.test(screen)) return `the screen of ${status} does not show ${shows}`
  if (hides?.test(screen) === true) return `the screen of ${status} still shows ${hides}`

  const disk = await page.evaluate(sessionOnDisk)
  const allowed = onDisk[status]
  if (allowed !== null && !allowed.includes(disk)) return `the disk holds a session that is ${disk} in ${status}`

  const { reuseDetected } = app.server.world.report().counters
  return reuseDetected === 0 ? null : `the server saw ${reuseDetected} refresh tokens a second time`
}

/** Runs in the page. */
async function sessionOnDisk(): Promise<OnDisk> {
  const found: OnDisk[] = ['none']
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(name)
      asked.addEventListener('success', () => resolve(asked.result))
      asked.addEventListener('error', () => reject(new Error(`Cannot open ${name}`)))
    })
    if (database.objectStoreNames.contains('rows')) {
      const rows = await new Promise<readonly { kind: string; sealed: unknown; clear: { tombstone?: boolean } }[]>(
        (resolve, reject) => {
          const asked = database.transaction('rows').objectStore('rows').getAll()
          asked.addEventListener('success', () => resolve(asked.result))
          asked.addEventListener('error', () => reject(new Error(`Cannot read ${name}`)))
        },
      )
      for (const { kind, sealed, clear } of rows)
        if (kind === 'session') found.push(sealed === null || clear.tombstone === true ? 'ended' : 'sealed')
    }
    database.close()
  }
  return found.includes('sealed') ? 'sealed' : found.includes('ended') ? 'ended' : 'none'
}

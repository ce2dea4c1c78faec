import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { killableBrowser } from './killable-browser.ts'
import { logFile, tearLog } from './plain/log-file.ts'
import { bundle } from './rounds.ts'

interface Told {
  readonly rows: number
  readonly losses: number
  readonly written: boolean
}

let page = ''
let tell = (_: Told): void => {}
const server = createServer((request, response) => {
  if (request.url === '/page.js') return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(page)
  if (request.method === 'GET') {
    return void response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<script type=module src=/page.js></script>')
  }
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (part: string) => (body += part))
  request.on('end', () => {
    tell(JSON.parse(body) as Told)
    response.end()
  })
})
let profile = ''

beforeAll(async () => {
  page = await bundle(new URL('./torn-page.ts', import.meta.url))
  profile = mkdtempSync(join(tmpdir(), 'authchart-torn-'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

/** One life of the browser, ended by SIGKILL once the page has told. */
async function live(): Promise<Told> {
  const told = new Promise<Told>((resolve) => (tell = resolve))
  const browser = await killableBrowser(profile)
  try {
    await browser.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    return await told
  } finally {
    await browser.kill()
  }
}

it('what the browser throws away after a kill in the middle of a write is told, and nothing else is (ST-20)', async () => {
  expect(await live()).toEqual({ rows: 0, losses: 0, written: true })
  expect(await live()).toEqual({ rows: 1, losses: 0, written: true })
  const log = logFile(profile)
  if (log !== null) tearLog(log)
  // What was torn is passed over, and written behind.
  expect(await live()).toEqual({ rows: 2, losses: 0, written: true })
  const { rows, losses, written } = await live()
  expect(written).toBe(true)
  // Either the browser has kept all three, or it says that it has kept nothing.
  expect({ rows, losses }).toEqual(losses === 0 ? { rows: 3, losses: 0 } : { rows: 0, losses: 1 })
  expect(await live()).toEqual({ rows: rows + 1, losses: 0, written: true })
})

import { chromium, type Page, type Route } from 'playwright'
import { fakeProvider, type FakeProvider } from '../src/testing/fake-provider/fake-provider.ts'
import { chromiumFlags, ensureChromium } from './chromium.ts'

const patience = 15_000

/** As a user would: sign in, write a note, lose the network, write another, come back, reload, sign out. */
export async function clickThrough(address: string): Promise<void> {
  const executablePath = ensureChromium((line) => console.log(line))
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] })
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(patience)
    const mismatches: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && /hydrat|did not match|#4(18|23|25)/iu.test(message.text()))
        mismatches.push(message.text())
    })
    await untilServed(page, address)
    const provider = fakeProvider({ issuer: 'https://id.example.com', now: Date.now, accessTokenSeconds: 60 })
    const notes: string[] = []
    const outside = { isOff: false }
    await page.route(`${provider.issuer}/**`, (route) => atProvider(route, provider, outside))
    await page.route('https://api.example.com/**', (route) => atApi(route, provider, { notes, outside }))

    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: 'Continue as mira' }).click()
    await page.getByRole('heading', { name: 'Notes of mira' }).waitFor()
    await save(page, 'Filter changed')
    await page.getByRole('listitem').filter({ hasText: 'Filter changed' }).waitFor()

    outside.isOff = true
    await page.context().setOffline(true)
    await page.getByText('Working offline').waitFor()
    await save(page, 'Written in a tunnel')
    await page.getByText('1 not sent yet').waitFor()

    outside.isOff = false
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Try now' }).click({ timeout: 2_000 }).catch(ignoreGone)
    await page.getByRole('listitem').filter({ hasText: 'Written in a tunnel' }).waitFor()
    await page.getByText('Everything is sent').waitFor()
    if (notes.length !== 2) throw new Error(`Cannot go on: the server has ${notes.length} notes, not 2`)

    await page.reload()
    await page.getByRole('heading', { name: 'Notes of mira' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    if (mismatches.length > 0) throw new Error(`Cannot go on: the markup did not match: ${mismatches.join(', ')}`)
  } finally {
    await browser.close()
  }
}

async function save(page: Page, text: string): Promise<void> {
  await page.getByLabel('Note').fill(text)
  await page.getByRole('button', { name: 'Save' }).click()
}

/** Back online the banner may be gone before anybody clicks. */
function ignoreGone(): void {}

async function untilServed(page: Page, address: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await page.goto(address).catch(() => null)
    if (answer?.ok() === true) return
    await page.waitForTimeout(200)
  }
  throw new Error(`Cannot go on: nothing answers at ${address}`)
}

async function atProvider(route: Route, provider: FakeProvider, outside: { readonly isOff: boolean }): Promise<void> {
  if (outside.isOff) return route.abort('internetdisconnected')
  const url = route.request().url()
  if (new URL(url).pathname === '/authorize') {
    const back = provider.approve(url).replaceAll('&', '&amp;')
    return route.fulfill({ contentType: 'text/html', body: `<a href="${back}">Continue as mira</a>` })
  }
  return answerWith(route, await provider.fetch(requestOf(route)))
}

async function atApi(
  route: Route,
  provider: FakeProvider,
  { notes, outside }: { readonly notes: string[]; readonly outside: { readonly isOff: boolean } },
): Promise<void> {
  if (outside.isOff) return route.abort('internetdisconnected')
  const request = requestOf(route)
  const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' }
  if (request.method === 'OPTIONS') return answerWith(route, new Response(null, { status: 204, headers: cors }))
  const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? ''
  if (!provider.accepts(token)) return answerWith(route, Response.json({}, { status: 401, headers: cors }))
  if (request.method === 'POST') notes.push(((await request.json()) as { text: string }).text)
  return answerWith(route, Response.json(request.method === 'POST' ? { id: notes.length } : notes, { headers: cors }))
}

function requestOf(route: Route): Request {
  const request = route.request()
  const body = request.postDataBuffer()
  return new Request(request.url(), {
    method: request.method(),
    headers: request.headers(),
    ...(body === null ? {} : { body: new Uint8Array(body) }),
  })
}

async function answerWith(route: Route, response: Response): Promise<void> {
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}

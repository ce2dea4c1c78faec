import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { expect } from 'vitest'
import { createDemoServer, type DemoServer } from '../../../demo/server/index.ts'
import { chromiumFlags, findChromium } from '../../../scripts/chromium.ts'

/** The demo on a free port, in a real browser with a profile of its own. */
export interface FieldApp {
  readonly server: DemoServer
  readonly context: BrowserContext
  /** Requests that reached the provider's token endpoint with a refresh token. */
  refreshes(): number
  open(): Promise<Page>
  close(): Promise<void>
}

export async function openFieldApp(options: { readonly accessTokenTtl: number }): Promise<FieldApp> {
  const executablePath = findChromium()
  const browser: Browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...chromiumFlags],
  })
  const server = await createDemoServer({ port: 0, ...options })
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  return {
    server,
    context,
    refreshes: () => server.world.report().counters.granted['refresh_token'] ?? 0,
    open: async () => {
      const page = await context.newPage()
      await page.goto(server.url)
      return page
    },
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

/** From the app's sign-in button through the provider's form and back. */
export async function signIn(page: Page, name = 'Mira Okafor'): Promise<void> {
  await page
    .getByRole('button', { name: /^Sign in/ })
    .first()
    .click()
  await submitLogin(page, name)
  await expectState(page, 'ACTIVE')
}

/** The provider's form. Somebody who is still signed in there passes it without stopping. */
export async function submitLogin(page: Page, name = 'Mira Okafor'): Promise<void> {
  await page.waitForURL(/^http:\/\/127\.0\.0\.1/)
  await page.getByRole('button', { name }).click()
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** The session's state by its name in the chart, as the live panel shows it. */
export async function stateOf(page: Page): Promise<string> {
  const text = await page.evaluate(() => document.body.innerText)
  return /Your sign-in\n+[^\n]+\n+([A-Z_.]+)/.exec(text)?.[1] ?? 'nothing shown'
}

/** Waits for a state of the session; a child state counts as its parent. */
export async function expectState(page: Page, state: string, timeout = 20_000): Promise<void> {
  await expect.poll(() => stateOf(page), { timeout }).toMatch(new RegExp(`^${state}`))
}

export async function openFirstOrder(page: Page): Promise<void> {
  await page.getByRole('link', { name: /Heating stays cold/ }).click()
  await page.getByRole('heading', { name: /Heating stays cold/ }).waitFor()
}

/** Sets up a PIN, as the first note would ask for, and proves presence with it: good for twelve hours in this tab. */
export async function provePresence(page: Page): Promise<void> {
  const row = page.locator('.policy-row').filter({ has: page.getByRole('heading', { name: 'Write a note' }) })
  await page.getByText('What you may do now').click()
  await row.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Set up a PIN' }).click()
  await answerPrompt(page, /Choose a PIN/)
  await answerPrompt(page, /once more/)
  await answerPrompt(page, /Enter your PIN/)
  await row.getByText('Write a note: allowed.').waitFor()
  await page.getByText('What you may do now').click()
}

/** Types into the prompt for a proof of presence. */
export async function answerPrompt(page: Page, label: RegExp, text = '271828'): Promise<void> {
  await page.getByLabel(label).fill(text)
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
}

export async function writeNote(page: Page, text: string): Promise<void> {
  await page.getByLabel('Write a note').fill(text)
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.getByText(text, { exact: true }).waitFor()
}

/** How often the API has acted on this text. */
export function arrivals(server: DemoServer, text: string): number {
  return server.world
    .orders()
    .flatMap(({ notes }) => notes)
    .filter((note) => note.text === text).length
}

export async function askToSignOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Mira Okafor' }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
}

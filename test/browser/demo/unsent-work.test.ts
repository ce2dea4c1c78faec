import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Order } from '../../../demo/server/api/order.ts'
import {
  answerPrompt,
  arrivals,
  askToSignOut,
  expectState,
  openFieldApp,
  openFirstOrder,
  provePresence,
  signIn,
  writeNote,
  type FieldApp,
} from '../journeys/field-app.ts'

// A machine that does something else at the same time is slow, not wrong.
const patience = { timeout: 60_000 }

/* One day of one person, told in order: each test goes on where the last one ended. */
describe('unsent work in the demo', () => {
  let app: FieldApp
  let page: Page

  beforeAll(async () => {
    app = await openFieldApp({ accessTokenTtl: 12 })
    page = await app.open()
  })
  afterAll(() => app.close())

  const flip = (name: string): Promise<void> => page.getByRole('switch', { name }).click()
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
  const note = (text: string): Locator => page.getByRole('listitem').filter({ hasText: text })
  const firstOrder = (): Order | undefined => app.server.world.orders()[0]

  it('asks who is there before the first note', async () => {
    await signIn(page)
    await openFirstOrder(page)
    await page.getByLabel('Write a note').fill('Rang twice')
    await press('Add note')
    await page.getByRole('heading', { name: 'Who is in front of the screen?' }).waitFor()
    await press('Not now')
    await page.getByText('Set up a PIN or a passkey first.').waitFor()
    expect(await page.getByLabel('Write a note').inputValue()).toBe('Rang twice')
    await provePresence(page)
    await press('Add note')
    await note('Rang twice').getByText('Sent', { exact: true }).waitFor()
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await page.getByText('More that can happen').click()
  })

  it('keeps a note’s photo over a reload without a network, and sends it once', async () => {
    await flip('network gone')
    await expectState(page, 'OFFLINE_STALE')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'plate.png', mimeType: 'image/png', buffer: await png(page) })
    await page.getByRole('img', { name: 'Photo with this note' }).waitFor()
    await writeNote(page, 'Type plate of the pump')

    await page.reload()
    await page.getByRole('heading', { name: 'Locked on this device' }).waitFor()
    await press('Unlock')
    await answerPrompt(page, /Enter your PIN/)
    const photo = note('Type plate of the pump').getByRole('img')
    await photo.waitFor()
    expect(await photo.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(160)
    expect(arrivals(app.server, 'Type plate of the pump')).toBe(0)

    await page.getByText('More that can happen').click()
    await flip('network gone')
    await note('Type plate of the pump').getByText('Sent', { exact: true }).waitFor()
    expect(firstOrder()?.notes.at(-1)?.photo).toMatch(/^data:image\/jpeg;base64,/)
    expect(arrivals(app.server, 'Type plate of the pump')).toBe(1)
  })

  it('shows both findings in a conflict and saves the one written from both', async () => {
    await press('a colleague changes the finding')
    await page.getByText('Jonas has changed the finding').waitFor()
    await page.getByLabel('Finding', { exact: true }).fill('Air bled; pump is fine.')
    await press('Save finding')
    await page.getByRole('heading', { name: 'Jonas Lindqvist’s' }).waitFor()
    expect(await page.locator('.conflict-side').allTextContents()).toEqual([
      'YoursAir bled; pump is fine.',
      expect.stringMatching(/^Jonas Lindqvist’sLoop on floor 4 .* comes back after ten minutes\.$/),
    ])
    await press('Write one from both')
    await page.getByLabel('One from both').fill('Air bled. Comes back after ten minutes.')
    await press('Save this one')
    await expect.poll(() => firstOrder()?.finding.text, patience).toBe('Air bled. Comes back after ten minutes.')
    await page.getByText('Last by Mira Okafor').waitFor()
  })

  it('does not send what was written before the right to it was taken, and sends it once it is back', async () => {
    await flip('network gone')
    await expectState(page, 'OFFLINE_STALE')
    await writeNote(page, 'Written in the tunnel')
    await flip('right to write taken')
    await page.getByText('The office took the right').waitFor()
    await flip('network gone')
    await note('Written in the tunnel')
      .getByText(/taken from you, so this was not sent/)
      .waitFor()
    await page.getByText('Your account has no right to it. Ask your office.').first().waitFor()
    expect(await page.getByRole('button', { name: 'Add note' }).isDisabled()).toBe(true)
    expect(arrivals(app.server, 'Written in the tunnel')).toBe(0)

    await flip('right to write taken')
    await expect.poll(() => page.getByRole('button', { name: 'Add note' }).isEnabled(), patience).toBe(true)
    await press('Try again')
    await note('Written in the tunnel').getByText('Sent', { exact: true }).waitFor()
    expect(arrivals(app.server, 'Written in the tunnel')).toBe(1)
  })

  it('keeps what the server refuses, and sends it changed', async () => {
    await flip('server refuses notes (403)')
    await page.getByText('answered 403').waitFor()
    await writeNote(page, 'Filter is blokced')
    await note('Filter is blokced').getByText('The server says you may not do this.', { exact: false }).waitFor()
    await page.locator('.app-head').getByText('1 needs you').waitFor()
    await flip('server refuses notes (403)')
    await page.getByText('Notes are taken again.').waitFor()
    await press('Change it')
    await page.getByRole('textbox', { name: 'Change it' }).fill('Filter is blocked')
    await press('Send it changed')
    await expect.poll(() => arrivals(app.server, 'Filter is blocked'), patience).toBe(1)
    expect(arrivals(app.server, 'Filter is blokced')).toBe(0)
  })

  it('sends two hundred notes once each, says how far it is, and sets the one aside that breaks the server', async () => {
    await flip('server fails on the next note')
    await page.getByText('makes the server fail').waitFor()
    await writeNote(page, 'Breaks it')
    await press('200 notes at once')
    await page.getByRole('progressbar').waitFor()
    expect(await page.locator('.progress').textContent()).toMatch(/^\d+ of \d+ sent/)
    await note('Breaks it')
      .getByText(/fails on this one each time/)
      .waitFor()
    const texts = (): readonly string[] =>
      app.server.world.orders().flatMap(({ notes }) => notes.map(({ text }) => text))
    const readings = (): readonly string[] => texts().filter((text) => text.startsWith('Reading '))
    await expect.poll(() => readings().length, patience).toBe(200)
    expect(new Set(readings()).size).toBe(200)
    expect(texts()).not.toContain('Breaks it')

    await page.getByRole('link', { name: 'All orders' }).click()
    await page.getByRole('link', { name: 'Have a look' }).click()
    const mine = page.getByRole('region', { name: 'Waiting for you' })
    await mine.getByText('The server answered 500').waitFor()
    await flip('server fails on the next note')
    await page.getByText('The server is mended.').waitFor()
    await mine.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Everything is sent' }).waitFor()
    expect(arrivals(app.server, 'Breaks it')).toBe(1)
  })

  it('hands unsent work over as a file before it signs out', async () => {
    await page.getByRole('link', { name: 'All orders' }).click()
    await openFirstOrder(page)
    await flip('network gone')
    await expectState(page, 'OFFLINE_STALE')
    await writeNote(page, 'For the drawer')
    await askToSignOut(page)
    await page.getByRole('heading', { name: 'You have 1 unsent change' }).waitFor()
    const saving = page.waitForEvent('download')
    await press('Save as a file and sign out')
    const file = await readFile(await (await saving).path(), 'utf8')
    expect(JSON.parse(file)).toMatchObject([
      { content: { operation: 'note.create', variables: { order: 'wo-2031', text: 'For the drawer' } } },
    ])
    expect(file).not.toMatch(/bearer|token|idempotency/i)
    await expectState(page, 'SIGNED_OUT')
    expect(arrivals(app.server, 'For the drawer')).toBe(0)
  })
})

/** A picture larger than what is sent. */
async function png(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1600, 1200)
    const context = canvas.getContext('2d')
    for (let row = 0; context && row < 12; row += 1) {
      context.fillStyle = `hsl(${row * 30} 60% 50%)`
      context.fillRect(0, row * 100, 1600, 100)
    }
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())]
  })
  return Buffer.from(bytes)
}

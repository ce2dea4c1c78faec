import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { viewerPage } from '../../../scripts/viewer/viewer-page.ts'
import { fillViewer } from '../../../src/cli/fill-viewer.ts'
import { createAuthInspector, jsonlSink } from '../../../src/inspect/index.ts'
import { chartJson, chartModel, chartSvg } from '../../../src/visualizer/export/index.ts'
import { brighterLamp, lamp } from '../../cli/fixtures/machines.ts'
import { launchChromium } from '../adapters/launch.ts'

const plain = { states: {}, edges: {} }
const dimLamp = chartModel(lamp, plain)

let browser: Browser
let context: BrowserContext
let folder: string
let viewer: string
let requests: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authchart-viewer-'))
  await writeFile(join(folder, 'viewer.html'), await viewerPage())
  viewer = pathToFileURL(join(folder, 'viewer.html')).href
  const build = await rolldown({
    input: fileURLToPath(new URL('./app-page.ts', import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  })
  const { output } = await build.generate({ format: 'iife' })
  await build.close()
  await writeFile(
    join(folder, 'app.html'),
    `<!doctype html><script>${output[0].code.replaceAll('</script', '<\\/script')}</script>`,
  )
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true })
})

beforeEach(async () => {
  requests = []
  context = await browser.newContext()
  await context.setOffline(true)
  context.on('request', (request) => requests.push(request.url().split('#')[0] ?? ''))
})

afterEach(() => context.close())

async function opened(fragment = ''): Promise<Page> {
  const page = await context.newPage()
  await page.goto(viewer + fragment)
  return page
}

function inFragment(kind: string, text: string): string {
  return `#${kind}=${Buffer.from(text).toString('base64url')}`
}

function recording(): string {
  const lines: string[] = []
  const actor = createActor(lamp).start()
  createAuthInspector({ actor, now: () => 1_000 }, { sinks: [jsonlSink((line) => lines.push(line))] })
  actor.send({ type: 'press' })
  actor.send({ type: 'press' })
  return lines.join('')
}

const here = (page: Page) => page.locator('[data-on="here"]').getAttribute('data-state')

describe('the viewer, from a file and without a network', () => {
  it('is one file of at most 250 KB', async () => {
    expect((await viewerPage()).length).toBeLessThanOrEqual(250_000)
  })

  it('waits for a file, and asked the network for nothing', async () => {
    const page = await opened()
    await page.getByText('Drop a chart or a recording here.').waitFor()
    expect(requests).toEqual([viewer])
  })

  it('shows the chart that a link carries', async () => {
    const page = await opened(inFragment('chart', chartJson(dimLamp)))
    await page.getByRole('heading', { name: 'Lamp', level: 1 }).waitFor()
    expect(await page.locator('.ac-box').count()).toBe(2)
    expect(requests).toEqual([viewer])
  })

  it('plays the recording that a link carries, there and back', async () => {
    const page = await opened(inFragment('recording', recording()))
    await page.getByText('Step 2 of 2').waitFor()
    expect(await here(page)).toBe('lamp.off')
    await page.getByRole('button', { name: 'Back' }).click()
    expect(await here(page)).toBe('lamp.on')
    await page.getByRole('slider').press('Home')
    expect(await here(page)).toBe('lamp.off')
    await page.getByText('Step 0 of 2').waitFor()
  })

  it('plays the recording that the command put into it', async () => {
    const filled = join(folder, 'filled.html')
    await writeFile(filled, fillViewer(await viewerPage(), recording()))
    const page = await context.newPage()
    await page.goto(pathToFileURL(filled).href)
    await page.getByText('Step 2 of 2').waitFor()
    expect(await here(page)).toBe('lamp.off')
  })

  it('takes a chart that is dropped on it, and compares it with the next', async () => {
    const page = await opened()
    await page.locator('.ac-viewer').waitFor()
    await drop(page, 'lamp.svg', chartSvg(dimLamp))
    await page.locator('.ac-box[data-state="lamp.on"]').waitFor()
    await drop(page, 'lamp.json', chartJson(chartModel(brighterLamp, plain)))
    await page.getByText('There is a new state, “Bright” (bright), in “Lamp” (lamp).').waitFor()
    expect(await page.locator('[data-state="lamp.bright"][data-mark="added"]').count()).toBe(1)
  })

  it('says what it cannot read', async () => {
    const page = await opened()
    await page.locator('.ac-viewer').waitFor()
    await drop(page, 'notes.txt', 'hello')
    await page.getByText('notes.txt').waitFor()
    expect(await page.getByRole('status').textContent()).toBe(
      'notes.txt holds neither a chart nor a recording nor what tests found.',
    )
  })

  it('may run nothing but its own script, and reach nobody', async () => {
    const page = await opened()
    await page.locator('.ac-viewer').waitFor()
    const tried = await page.evaluate(async () => {
      const refused: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective))
      const script = document.createElement('script')
      script.textContent = 'document.title = "run"'
      document.body.append(script)
      const image = new Image()
      const failed = new Promise((done) => image.addEventListener('error', done))
      image.src = 'http://127.0.0.1:9/leak.png'
      await fetch('http://127.0.0.1:9/leak').catch(() => null)
      await failed
      return { title: document.title, refused: [...new Set(refused)].toSorted() }
    })
    expect(tried).toEqual({ title: 'Chart viewer', refused: ['connect-src', 'img-src', 'script-src-elem'] })
  })
})

describe('the viewer, opened by an app', () => {
  it.each(['watchWithStately', 'watchWithOurs'])('follows a machine that isn’t ours: %s', async (start) => {
    const app = await context.newPage()
    await app.goto(pathToFileURL(join(folder, 'app.html')).href)
    const popup = context.waitForEvent('page')
    await app.evaluate((name) => (window as unknown as Record<string, () => void>)[name]?.(), start)
    const page = await popup
    await page.getByText('Live').waitFor()
    await page.locator('[data-on="here"][data-state="lamp.off"]').waitFor()
    await app.evaluate(() => (window as unknown as { press(): void }).press())
    await page.locator('[data-on="here"][data-state="lamp.on"]').waitFor()
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([])
  })
})

async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, text]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], name))
      return transfer
    },
    [name, text] as const,
  )
  await page.dispatchEvent('.ac-viewer', 'drop', { dataTransfer: data })
}

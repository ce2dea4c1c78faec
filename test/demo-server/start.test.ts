import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createDemoServer } from '../../demo/server/index.ts'

const script = join(import.meta.dirname, '../../demo/server/start.ts')

describe('npm start', () => {
  const running = new Set<ChildProcess>()
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL')
    running.clear()
  })

  it('prints address and accounts, serves the built app with its service worker, and ends on SIGTERM', async () => {
    const { child, output } = start('--port', '0', '--access-token-ttl', '3')
    await expect.poll(output, { timeout: 20_000 }).toMatch(/http:\/\/localhost:\d+\n/)
    expect(output()).toContain('mira@fieldwork.example / demo')
    expect(output()).toContain('Access tokens live for 3 s')

    const url = /http:\/\/localhost:\d+/.exec(output())?.[0] ?? ''
    const page = await (await fetch(url)).text()
    const worker = await (await fetch(`${url}/sw.js`)).text()
    const scripts = [...page.matchAll(/src="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '')
    expect(scripts.length).toBeGreaterThan(0)
    for (const path of ['/index.html', ...scripts]) {
      expect(worker).toContain(`"${path}"`)
      expect((await fetch(url + path)).status).toBe(200)
    }
    expect(worker).not.toContain('__SHELL')

    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
  }, 30_000)

  it.each([
    [['--access-token-ttl', 'soon'], '--access-token-ttl must be a whole number of at least 1, not soon'],
    [['--port=-1'], '--port must be a whole number of at least 0, not -1'],
    [['--porto', '1'], "Unknown option '--porto'"],
  ])('stops with a sentence at %j', async (options, sentence) => {
    const { child, output } = start(...options)
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(output()).toContain(sentence)
  })

  it('names another port when its own is taken', async () => {
    const server = await createDemoServer({ port: 0, app: new Map() })
    const { child, output } = start('--port', String(server.port))
    const exit = await once(child, 'exit')
    await server.close()
    expect(exit).toEqual([1, null])
    expect(output()).toContain(`Port ${server.port} is taken`)
  }, 30_000)

  function start(...options: string[]): { child: ChildProcess; output: () => string } {
    const child = spawn(process.execPath, [script, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (chunk: string) => {
        text += chunk
      })
    }
    return { child, output: () => text }
  }
})

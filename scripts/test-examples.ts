import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './chromium.ts'
import { clickThrough } from './click-through.ts'
import { root } from './entries.ts'
import { packTarball } from './pack.ts'

interface Example {
  readonly name: string
  /** What Node runs to serve the built example. */
  readonly serve: (port: number) => readonly string[]
  /** A server writes the page before any script runs. */
  readonly rendered: boolean
  /** It brings tests of its own for Playwright's runner. */
  readonly tested: boolean
}

const examples: readonly Example[] = [
  {
    name: 'vite-react',
    serve: (port) => [
      'node_modules/vite/bin/vite.js',
      'preview',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--strictPort',
    ],
    rendered: false,
    tested: true,
  },
  { name: 'vite-ssr', serve: () => ['server.js'], rendered: true, tested: false },
  {
    name: 'next',
    serve: (port) => ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)],
    rendered: true,
    tested: false,
  },
]

/** Installs an example from the packed package, outside the repository, builds it, serves it and clicks through it. */
async function testExample({ name, serve, rendered, tested }: Example): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `authchart-${name}-`)))
  try {
    cpSync(join(root, 'examples', name), folder, { recursive: true, filter: (path) => !path.includes('node_modules') })
    const tarball = join(folder, 'authchart.tgz')
    packTarball(tarball)
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies: object }
    const dependencies = { ...manifest.dependencies, authchart: `file:${tarball}` }
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, dependencies }))
    run('npm', ['install', '--no-audit', '--no-fund'], folder)
    run('npm', ['run', 'build'], folder)
    const port = await freePort()
    const env = { ...process.env, PORT: String(port) }
    const server = spawn(process.execPath, serve(port), { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
    try {
      await clickThrough(`http://127.0.0.1:${port}/`)
      if (rendered) await isRendered(`http://127.0.0.1:${port}/`)
    } finally {
      server.kill()
    }
    if (tested) {
      const CHROMIUM_PATH = ensureChromium((line) => console.log(line))
      run('npm', ['test'], folder, { PORT: String(await freePort()), CHROMIUM_PATH })
    }
    console.log(`${name}: installed, built, started and clicked through${tested ? ', its own tests passed' : ''}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The server has written what people see first, and nothing of anybody. */
async function isRendered(address: string): Promise<void> {
  const html = await (await fetch(address)).text()
  if (!html.includes('Opening …')) throw new Error('Cannot go on: the server did not render the page')
  if (html.includes('mira')) throw new Error('Cannot go on: the server rendered somebody')
}

function run(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): void {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
  if (status !== 0) throw new Error(`Cannot go on: ${command} ${args.join(' ')} failed`)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

run('npm', ['run', 'build'], root)
const wanted = process.argv.slice(2)
for (const example of examples) {
  if (wanted.length === 0 || wanted.includes(example.name)) await testExample(example)
}

import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clickThrough } from './click-through.ts'
import { root } from './entries.ts'
import { packTarball } from './pack.ts'

/** Installs an example from the packed package, outside the repository, builds it, serves it and clicks through it. */
async function testExample(name: string): Promise<void> {
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
    const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js')
    const args = [vite, 'preview', '--host', '127.0.0.1', '--port', String(port), '--strictPort']
    const server = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
    try {
      await clickThrough(`http://127.0.0.1:${port}/`)
    } finally {
      server.kill()
    }
    console.log(`${name}: installed, built, started and clicked through`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
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
await testExample('vite-react')

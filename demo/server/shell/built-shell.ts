import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadShell, type Shell } from './shell.ts'

const root = join(import.meta.dirname, '../../..')
const cache = join(root, 'node_modules/.cache/authchart-demo')
const sources = [
  'machines',
  'src',
  'adapters',
  'demo/app',
  'demo/addresses.ts',
  'demo/vite.config.ts',
  'package-lock.json',
]

export interface BuiltShell {
  readonly shell: Shell
  readonly built: boolean
}

/** The built app, from the cache as long as its sources are the same, byte for byte. */
export async function builtShell(): Promise<BuiltShell> {
  const hash = await hashOfSources()
  const folder = join(cache, hash)
  if (await exists(join(folder, 'index.html'))) return { shell: await loadShell(folder), built: false }

  await mkdir(cache, { recursive: true })
  const draft = join(cache, `draft-${process.pid}-${Date.now()}`)
  await build(draft)
  // Another process may have built the same sources meanwhile; whoever renames second drops its own copy.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }))
  await dropOthers(hash)
  return { shell: await loadShell(folder), built: true }
}

// In a process of its own: its memory goes when it ends, and a caller's NODE_ENV (a test runner's) would make a development build.
async function build(folder: string): Promise<void> {
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'build.ts'), folder], { cwd: root, env })
}

async function hashOfSources(): Promise<string> {
  const files = (await Promise.all(sources.map((source) => filesIn(source)))).flat().toSorted()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(await readFile(join(root, file)))
  return hash.digest('hex').slice(0, 24)
}

async function filesIn(source: string): Promise<readonly string[]> {
  const path = join(root, source)
  if (!(await exists(path))) return []
  if (!(await stat(path)).isDirectory()) return [source]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
}

// A running server holds its shell in memory, so older builds serve nobody.
async function dropOthers(hash: string): Promise<void> {
  const others = (await readdir(cache)).filter((name) => name !== hash && !name.startsWith('draft-'))
  await Promise.all(others.map((name) => rm(join(cache, name), { recursive: true, force: true })))
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

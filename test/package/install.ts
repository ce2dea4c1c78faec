import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { declaredEntries, root } from '../../scripts/entries.ts'
import { packTarball } from '../../scripts/pack.ts'

/** What a consumer has beside the package: its peers, its dependencies and their types. */
export const neighbours: readonly string[] = [
  'react',
  '@types/react',
  'csstype',
  'xstate',
  '@xstate/react',
  'ky',
  'idb',
  'oauth4webapi',
  '@statelyai/inspect',
  '@simplewebauthn/browser',
  '@casl/ability',
]

/** Whose tokens a guide takes. */
const guided = '@supabase/auth-js'

export type Consumer = {
  readonly folder: string
  readonly entries: readonly string[]
  remove(): void
}

/** A project outside the repository with the packed package in its node_modules, as `npm install` would lay it out. */
export function installConsumer(): Consumer {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'authchart-consumer-')))
  const modules = join(folder, 'node_modules')
  const tarball = join(folder, 'authchart.tgz')
  mkdirSync(join(modules, 'authchart'), { recursive: true })
  packTarball(tarball)
  run('tar', ['-xzf', tarball, '-C', join(modules, 'authchart'), '--strip-components=1'])
  for (const name of [...neighbours, guided]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  cpSync(join(import.meta.dirname, 'consumer'), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }')
  const entries = declaredEntries().map(({ name }) => name.replace(/^\./, 'authchart'))
  const imports = entries.map((name, index) => `import * as entry${index} from '${name}'`)
  const list = `export const entries: object[] = [${entries.map((_, index) => `entry${index}`).join(', ')}]`
  writeFileSync(join(folder, 'every-entry.ts'), [...imports, list, ''].join('\n'))
  return { folder, entries, remove: () => rmSync(folder, { recursive: true }) }
}

export function run(command: string, args: readonly string[], cwd?: string): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (error !== undefined) throw error
  return { status, output: stdout + stderr }
}

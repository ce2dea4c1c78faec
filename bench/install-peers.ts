import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/entries.ts'

export const peersFolder: string = join(root, 'bench', 'peers')

const command = ['npm', 'ci', '--prefix', 'bench/peers', '--legacy-peer-deps'] as const

/** Installs the published packages that we are measured against, where they are missing or of another version. */
export function installPeers(): Readonly<Record<string, string>> {
  const wanted = versions()
  if (!isInstalled(wanted)) {
    console.log(`The peers are not installed. Running: ${command.join(' ')}`)
    const [program, ...rest] = command
    const { status } = spawnSync(program, rest, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0 || !isInstalled(wanted)) throw new Error(`Cannot install the peers: run \`${command.join(' ')}\``)
  }
  return wanted
}

function versions(): Readonly<Record<string, string>> {
  return manifest(peersFolder).dependencies ?? {}
}

function isInstalled(wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, version]) => {
    const folder = join(peersFolder, 'node_modules', name)
    return existsSync(join(folder, 'package.json')) && manifest(folder).version === version
  })
}

interface Manifest {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

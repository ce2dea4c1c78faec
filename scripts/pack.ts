import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { declaredEntries, root } from './entries.ts'

/** Where the checks of the packed package look for it. */
export const packedTarball: string = join(root, '.test-results', 'package', 'authchart.tgz')

/** Packs what is built, as `npm publish` would; refuses where a promised entry was not built. */
export function packTarball(target: string): void {
  const missing = declaredEntries().filter((entry) => !existsSync(join(root, entry.output)))
  if (missing.length > 0) {
    throw new Error(`Cannot pack: not built: ${missing.map((entry) => entry.name).join(', ')}`)
  }
  const folder = dirname(target)
  mkdirSync(folder, { recursive: true })
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`Cannot pack: ${stderr}`)
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[]
  if (packed === undefined) throw new Error('Cannot pack: npm named no file')
  renameSync(join(folder, packed.filename), target)
}

if (import.meta.main) packTarball(packedTarball)

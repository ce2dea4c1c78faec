import { builtinModules } from 'node:module'
import { relative } from 'node:path'
import { rolldown } from 'rolldown'
import { root } from '../../scripts/entries.ts'

export type Bundle = {
  /** Our own modules that an app would carry, as paths from the repository's root. */
  readonly own: readonly string[]
  /** Packages that an app would carry. */
  readonly packages: readonly string[]
}

/** Bundles one entry with everything it reaches, and says what an app that imports all of it would carry. */
export async function bundleEntry(source: string): Promise<Bundle> {
  const build = await rolldown({
    input: source,
    cwd: root,
    external: [...builtinModules],
    platform: 'browser',
    logLevel: 'silent',
  })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []))
  const paths = modules
    .map((id) => relative(root, id))
    .filter((path) => !path.startsWith('\0') && !path.startsWith('..'))
  const packages = paths.flatMap((path) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? [])
  return {
    own: paths.filter((path) => !path.includes('node_modules')).toSorted(),
    packages: [...new Set(packages)].toSorted(),
  }
}

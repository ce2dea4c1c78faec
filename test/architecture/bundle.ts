import { builtinModules } from 'node:module'
import { isAbsolute, relative } from 'node:path'
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
  const packages = modules.flatMap((id) => id.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? [])
  const own = modules.filter((id) => isAbsolute(id) && !id.includes('/node_modules/')).map((id) => relative(root, id))
  return { own: own.toSorted(), packages: [...new Set(packages)].toSorted() }
}

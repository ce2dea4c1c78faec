import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One sub-path export of the package: its name, the source it is built from and the file that ships. */
export type Entry = {
  readonly name: string
  readonly source: string
  readonly output: string
}

export const root: string = join(import.meta.dirname, '..')

/** Every entry that package.json promises. `dist/` mirrors the tree, so the output names its source. */
export function declaredEntries(): readonly Entry[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly default: string }>>
  }
  return Object.entries(manifest.exports).flatMap(([name, target]) =>
    typeof target === 'string' ? [] : [{ name, output: target.default, source: sourceOf(target.default) }],
  )
}

/** The entries for the bundler, keyed by output path without extension. One without a source fails the build. */
export function bundledEntries(): Record<string, string> {
  const sources = [...declaredEntries().map(({ source }) => source), ...commandSources()]
  return Object.fromEntries(sources.map((source) => [source.replace(/\.tsx?$/, ''), source]))
}

/** Sources of the commands that package.json promises. */
function commandSources(): readonly string[] {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>
  }
  return Object.values(bin).map(sourceOf)
}

function sourceOf(output: string): string {
  const stem = output.replace(/^\.\/dist\//, '').replace(/\.js$/, '')
  return existsSync(join(root, `${stem}.tsx`)) ? `${stem}.tsx` : `${stem}.ts`
}

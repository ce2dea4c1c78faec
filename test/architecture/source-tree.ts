import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Source text by path from the repository's root: the real files, or a planted set that breaks a rule. */
export type SourceTree = ReadonlyMap<string, string>

const repository = join(import.meta.dirname, '..', '..')

export function readTree(...patterns: string[]): SourceTree {
  const paths = globSync(patterns, { cwd: repository, exclude: ['**/node_modules/**', 'test/package/consumer/**'] })
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(repository, path), 'utf8')]))
}

export function plant(files: Readonly<Record<string, string>>): SourceTree {
  return new Map(Object.entries(files))
}

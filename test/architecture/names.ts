import { posix } from 'node:path'
import type { SourceTree } from './source-tree.ts'

const shelves = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared', 'lib', 'types'])

/** Files and folders named for where things are put instead of what they are. */
export function shelvesIn(tree: SourceTree): readonly string[] {
  return [...tree.keys()].filter((path) =>
    path.split('/').some((part) => shelves.has(posix.parse(part).name.toLowerCase())),
  )
}

import { importsOf, type Import } from './imports.ts'
import { layers } from './layers.ts'
import type { SourceTree } from './source-tree.ts'

/** Imports that point the wrong way, each as a sentence. */
export function wrongArrows(tree: SourceTree): readonly string[] {
  return importsOf(tree)
    .filter((arrow) => !isAllowed(arrow))
    .map(({ from, to }) => `${from} must not import ${to}`)
}

function isAllowed({ from, to, kind }: Import): boolean {
  const layer = layers.find(({ holds }) => holds(from))
  if (layer === undefined) return false
  return kind === 'own' ? layer.may(to, from) : layer.packages(to, from)
}

import type { SourceTree } from './source-tree.ts'

const longest = 250

/** Files too long to hold one concept. A chart may be longer, because it is a drawing. */
export function overlongIn(tree: SourceTree): readonly string[] {
  return [...tree]
    .filter(([path, text]) => !path.startsWith('machines/') && text.trimEnd().split('\n').length > longest)
    .map(([path]) => path)
}

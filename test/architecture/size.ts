import type { SourceTree } from './source-tree.ts'

const longest = 250

// A chart is a drawing, and the strings of one language stand in one file.
const exempt = ['machines/', 'demo/app/words/']

/** Files too long to hold one concept. */
export function overlongIn(tree: SourceTree): readonly string[] {
  return [...tree]
    .filter(
      ([path, text]) => !exempt.some((start) => path.startsWith(start)) && text.trimEnd().split('\n').length > longest,
    )
    .map(([path]) => path)
}

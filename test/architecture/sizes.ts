import type { SourceTree } from './source-tree.ts'

const properties =
  'font(?:-size)?|border(?:-[a-z-]+)?-radius|gap|row-gap|column-gap|padding(?:-[a-z-]+)?|margin(?:-[a-z-]+)?|transition|animation'
const declaration = new RegExp(`(?<![\\w-])(?:${properties}): *([^;}\\n]*)`, 'g')
const written = /(?<![\w-])-?\d*\.?\d*[1-9]\d*(?:px|r?em|m?s)\b/

/** Type sizes, spaces, corners and durations written anywhere but in the tokens. */
export function straySizesIn(tree: SourceTree): readonly string[] {
  return [...tree]
    .filter(([path]) => path !== 'src/visualizer/tokens.ts')
    .flatMap(([path, text]) =>
      [...text.matchAll(declaration)].filter(([, value = '']) => written.test(value)).map(([all]) => `${path}: ${all}`),
    )
}

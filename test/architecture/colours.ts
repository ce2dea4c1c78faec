import type { SourceTree } from './source-tree.ts'

const tokens = 'src/visualizer/tokens.ts'

const notations = [
  /(?<![\w&/-])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/gi,
  /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(/gi,
  /\b(?:color|background(?:-color)?|fill|stroke|border(?:-[a-z]+)?)['"]?\s*[:=]\s*['"]?(?:white|black|gr[ae]y|red|green|blue|orange|yellow|purple)\b/gi,
]

/** Colours written anywhere but in the one file of tokens. */
export function strayColoursIn(tree: SourceTree): readonly string[] {
  return [...tree]
    .filter(([path]) => path !== tokens)
    .flatMap(([path, text]) =>
      notations.flatMap((notation) => [...text.matchAll(notation)].map(([colour]) => `${path}: ${colour}`)),
    )
}

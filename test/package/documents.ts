import { globSync } from 'node:fs'
import { root } from '../../scripts/entries.ts'
import { examplesIn as blocksIn, readDocument } from '../../scripts/examples.ts'
import { platformGuides } from '../../scripts/platform-guides.ts'

export interface Example {
  /** Where it stands, for the compiler's message. */
  readonly place: string
  readonly extension: 'ts' | 'tsx'
  readonly code: string
}

/** Every fenced TypeScript block of the README and the guides. A reader copies them, so they compile. */
export function examplesOf(documents: readonly string[] = ['README.md', ...guides()]): readonly Example[] {
  return documents.flatMap((document) => examplesIn(document, readDocument(document)))
}

/** A recipe needs its client, a platform its modules: `npm run test:recipes` and `test:platforms` compile those. */
function guides(): readonly string[] {
  return globSync('docs/**/*.md', { cwd: root }).filter(
    (document) => !document.startsWith('docs/recipes/') && !platformGuides.includes(document),
  )
}

export function examplesIn(document: string, text: string): readonly Example[] {
  return blocksIn(text).map(({ number, extension, code }) => ({
    place: `${document.replace(/\W+/g, '-')}-${number}`,
    extension,
    code,
  }))
}

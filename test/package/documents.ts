import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/entries.ts'

export interface Example {
  /** Where it stands, for the compiler's message. */
  readonly place: string
  readonly extension: 'ts' | 'tsx'
  readonly code: string
}

/** Every fenced TypeScript block of the README and the guides. A reader copies them, so they compile. */
export function examplesOf(
  documents: readonly string[] = ['README.md', ...globSync('docs/**/*.md', { cwd: root })],
): readonly Example[] {
  return documents.flatMap((document) => examplesIn(document, readFileSync(join(root, document), 'utf8')))
}

export function examplesIn(document: string, text: string): readonly Example[] {
  const blocks = text.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)
  return [...blocks].map(([, language, code = ''], index) => ({
    place: `${document.replace(/\W+/g, '-')}-${index + 1}`,
    extension: language === 'tsx' ? 'tsx' : 'ts',
    code,
  }))
}

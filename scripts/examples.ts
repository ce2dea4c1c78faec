import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './entries.ts'

/** One fenced TypeScript block of a document. */
export interface CodeBlock {
  /** Counted from 1. */
  readonly number: number
  readonly extension: 'ts' | 'tsx'
  readonly code: string
}

export function examplesIn(text: string): readonly CodeBlock[] {
  const blocks = text.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)
  return [...blocks].map(([, language, code = ''], index) => ({
    number: index + 1,
    extension: language === 'tsx' ? 'tsx' : 'ts',
    code,
  }))
}

export function readDocument(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

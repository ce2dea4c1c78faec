import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingSentences, publicNamesOf, publicNamesText } from '../../scripts/docs/public-names.ts'
import { declaredEntries, root } from '../../scripts/entries.ts'

const planted = new Map([
  ['entry.ts', "export * from './kept.ts'\nexport { other as said, type Silent } from './more.ts'\n"],
  ['kept.ts', '/** Keeps one thing. And says more. */\nexport const kept = 1\n'],
  [
    'more.ts',
    "import { other } from './deep.ts'\nexport { other }\n/** @internal */ const at = 0\nexport interface Silent {}\n",
  ],
  [
    'deep.ts',
    '/**\n * Goes over\n * two lines: see RFC 6749 §6.\n */\nexport async function other(): Promise<void> {}\n',
  ],
])

function read(path: string): string {
  const text = planted.get(path)
  if (text === undefined) throw new Error(`no ${path}`)
  return text
}

describe('docs/public-names.md', () => {
  it('lists what the entries export today: else `npm run docs:names`', () => {
    expect(readFileSync(join(root, 'docs/public-names.md'), 'utf8')).toBe(publicNamesText(declaredEntries()))
  })

  it('has a sentence for every name', () => {
    expect(missingSentences(declaredEntries())).toEqual([])
  })

  it('follows a name to where it is declared, and misses a sentence that nobody wrote', () => {
    expect(publicNamesOf({ source: 'entry.ts' }, read)).toEqual([
      { name: 'kept', path: 'kept.ts', sentence: 'Keeps one thing.' },
      { name: 'said', path: 'deep.ts', sentence: 'Goes over two lines: see RFC 6749 §6.' },
      { name: 'Silent', path: 'more.ts', sentence: '' },
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { brokenRules } from './lint-planted.ts'
import { readTree } from './source-tree.ts'

const world = ['window', 'document', 'navigator', 'localStorage', 'indexedDB', 'fetch', 'crypto', 'console']
const time = ['Date', 'performance', 'setTimeout', 'setInterval']

describe('the world outside its ports', () => {
  it.each(['machines/session.ts', 'src/create-auth.ts', 'src/refresh/backoff.ts', 'src/react/use-view.ts'])(
    'is refused in %s',
    (path) => {
      const names = [...world, ...time]
      expect(brokenRules(path, `export const seen: unknown[] = [${names.join(', ')}]\n`)).toEqual(
        names.map(() => 'no-restricted-globals'),
      )
    },
  )

  it('is no page in what only phones use', () => {
    const page = ['window', 'document', 'navigator', 'localStorage', 'indexedDB']
    const text = `export const seen: unknown[] = [${page.join(', ')}]\n`
    for (const path of ['adapters/presets/expo.ts', 'adapters/storage/sqlite/read.ts']) {
      expect([path, brokenRules(path, text)]).toEqual([path, page.map(() => 'no-restricted-globals')])
    }
  })

  it('is let in where it is handed in under the same name', () => {
    const text = `export function read(fetch: () => string, crypto: string): string { return fetch() + crypto }\n`
    expect(brokenRules('src/create-auth.ts', text)).toEqual([])
  })

  it.each(['machines/a.ts', 'src/a.ts', 'src/react/a.ts', 'adapters/identity/oidc.ts'])(
    'is not chance in %s',
    (path) => {
      expect(brokenRules(path, `export const chance: number = Math.random()\n`)).toEqual(['no-restricted-properties'])
    },
  )

  it.each(['src/cli/a.ts', 'src/testing/a.ts', 'src/visualizer/a.ts', 'adapters/connectivity/browser.ts'])(
    'is not a clock in %s',
    (path) => {
      expect(brokenRules(path, `setTimeout(() => undefined, performance.now())\n`)).toHaveLength(2)
      expect(brokenRules(path, `export const now: number = Date.now()\n`)).toEqual(['no-restricted-properties'])
    },
  )

  it('is not reached through globalThis, only typed by it', () => {
    expect(brokenRules('src/a.ts', `export const seen: unknown = globalThis.fetch\n`)).toEqual([
      'no-restricted-properties',
    ])
    expect(brokenRules('src/a.ts', `export type Fetch = typeof globalThis.fetch\n`)).toEqual([])
  })

  it.each(['src/exchange/retry-after.ts', 'src/exchange/time-sample.ts'])(
    'is parsed, never asked for the time, where a header is read: %s',
    (parsing) => {
      expect(brokenRules(parsing, `export const at: number = Date.parse('Sun, 06 Nov 1994 08:49:37 GMT')\n`)).toEqual(
        [],
      )
      expect(brokenRules(parsing, `export const at: number = Date.now()\n`)).toEqual(['no-restricted-properties'])
    },
  )

  it('is read in the clock adapter', () => {
    expect(brokenRules('adapters/clock/system.ts', `setTimeout(() => undefined, Date.now())\n`)).toEqual([])
  })
})

describe('the linter', () => {
  it.each([
    ['no-floating-promises', `export async function a(): Promise<void> {}\na()\n`],
    ['no-misused-promises', `export async function a(): Promise<void> {}\n;[1].forEach(async () => a())\n`],
    ['no-explicit-any', `export const a: any = 1\n`],
    ['no-non-null-assertion', `export function a(b?: string): string { return b! }\n`],
    ['ban-ts-comment', `// @ts-ignore\nexport const a: number = 1\n`],
    ['no-default-export', `export default 1\n`],
    ['explicit-module-boundary-types', `export function a() { return 1 }\n`],
  ])('knows types where it must: %s', (rule, text) => {
    expect(brokenRules('src/a.ts', text)).toContain(rule)
  })

  it.each(['focused', 'disabled'])('refuses %s tests', (kind) => {
    const call = kind === 'focused' ? 'it.only' : 'it.skip'
    const text = `import { expect, it } from 'vitest'\n${call}('adds', () => { expect(1).toBe(1) })\n`
    expect(brokenRules('test/unit/a.test.ts', text)).toContain(`no-${kind}-tests`)
  })

  it('is switched off nowhere in what ships', () => {
    const muted = [...readTree('{machines,src,adapters}/**/*.{ts,tsx}')].filter(([, text]) =>
      /(?:oxlint|eslint)-disable|@ts-(?:ignore|expect-error|nocheck)/.test(text),
    )
    expect(muted.map(([path]) => path)).toEqual([])
  })
})

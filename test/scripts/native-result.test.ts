import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/entries.ts'
import { nativeFingerprint, nativeResult, nativeSources } from '../../scripts/native/fingerprint.ts'
import { planted } from '../../scripts/native/planted.ts'
import { reportOf } from '../../scripts/native/report.ts'

describe('the recorded run in React Native', () => {
  it('is about the sources as they stand: else `npm run test:native` has to run again', () => {
    expect(readFileSync(join(root, nativeResult), 'utf8')).toContain(`Sources judged: ${nativeFingerprint()}.`)
  })

  it('is about other sources once one of them changes, moves or comes', () => {
    const files = new Map([
      ['src/react/a.ts', 'one'],
      ['test/native/b.test.tsx', 'two'],
    ])
    const before = nativeFingerprint(files)
    expect(nativeFingerprint(new Map(files))).toBe(before)
    expect(nativeFingerprint(new Map([...files, ['src/react/a.ts', 'other']]))).not.toBe(before)
    expect(nativeFingerprint(new Map([...files, ['src/react/c.ts', '']]))).not.toBe(before)
  })

  it('judges the hooks, the example and the tests themselves', () => {
    expect(nativeSources.map((pattern) => pattern.split('/').slice(0, 2).join('/'))).toEqual(
      expect.arrayContaining(['src/react', 'examples/expo', 'test/native']),
    )
  })

  it('names what ran and which planted faults were caught', () => {
    const assertionResults = [{ status: 'passed' }, { status: 'passed' }]
    const summary = { success: true, numPassedTests: 2, testResults: [{ name: '/x/rows.test.tsx', assertionResults }] }
    const page = reportOf(summary, planted, { fingerprint: 'f00d', versions: { jest: '29.7.0' } })
    expect(page).toContain('| `rows.test.tsx` | 2 |')
    expect(page).toContain('jest 29.7.0')
    expect(page).toContain('Sources judged: f00d.')
    for (const { fault } of planted) expect(page).toContain(fault)
  })
})

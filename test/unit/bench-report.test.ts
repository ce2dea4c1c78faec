import { describe, expect, it } from 'vitest'
import { markdownOf, replaceSection } from '../../bench/report.ts'
import { half, verdict } from '../../bench/verdict.ts'

const report = {
  title: 'A thing against another',
  verdicts: ['own to other: 2.0× (goal ≤ 1; MISSED)'],
  columns: ['', 'ratio'],
  rows: [
    ['own', '2.0×'],
    ['other', '1.0×'],
  ],
  facts: ['Engine 1', '9 rounds'],
  broken: [],
}

describe('a section of results.md', () => {
  it('says what was compared, when, and how it ended', () => {
    expect(markdownOf('thing', report, '2026-01-02')).toBe(
      [
        '## thing',
        '',
        'A thing against another. Measured on 2026-01-02.',
        '',
        '- own to other: 2.0× (goal ≤ 1; MISSED)',
        '',
        '|  | ratio |',
        '| --- | ---: |',
        '| own | 2.0× |',
        '| other | 1.0× |',
        '',
        'Engine 1 · 9 rounds',
        '',
      ].join('\n'),
    )
  })

  it('shows a broken promise', () => {
    const broken = markdownOf('thing', { ...report, broken: ['two token requests'] }, '2026-01-02')
    expect(broken).toContain('- BROKEN: two token requests')
  })

  it('takes the place of the older one, and leaves the others alone', () => {
    const file = '# Results\n\nHead.\n\n## a\n\nold a\n\n## ab\n\nold ab\n'
    expect(replaceSection(file, 'a', '## a\n\nnew a\n')).toBe(
      '# Results\n\nHead.\n\n## a\n\nnew a\n\n## ab\n\nold ab\n',
    )
  })

  it('comes last when it is new', () => {
    expect(replaceSection('# Results\n', 'a', '## a\n\nnew\n')).toBe('# Results\n\n## a\n\nnew\n')
    expect(replaceSection('# Results\n\n## a\n\none\n', 'b', '## b\n\ntwo\n')).toBe(
      '# Results\n\n## a\n\none\n\n## b\n\ntwo\n',
    )
  })

  it('stays the same when it is written twice', () => {
    const once = replaceSection('# Results\n', 'a', '## a\n\nnew\n')
    expect(replaceSection(once, 'a', '## a\n\nnew\n')).toBe(once)
  })
})

describe('a verdict', () => {
  const ratio = (median: number) => ({ median, from: median, to: median })

  it('says that a goal is met, up to the goal itself', () => {
    expect(verdict('x', ratio(0.33), 0.33)).toBe('x: 0.33× (goal ≤ 0.33; met)')
  })

  it('says that a goal is missed', () => {
    expect(verdict('x', ratio(1.4567), 1.15)).toBe('x: 1.46× (goal ≤ 1.15; MISSED)')
  })

  it('does not round a miss into a hit', () => {
    expect(verdict('x', ratio(1.154), 1.15)).toContain('1.154×')
  })

  it('shows where the middle half of the rounds lies', () => {
    expect(half({ median: 1.2345, from: 1, to: 1304.5 })).toBe('1.23× (1×–1305×)')
  })
})

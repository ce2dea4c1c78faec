import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/entries.ts'
import { compiled } from './compiled.ts'

const files = globSync('src/{react,visualizer,storybook}/**/*.{ts,tsx}', { cwd: root })
const results = files.map((path) => ({ path, ...compiled(path, readFileSync(join(root, path), 'utf8')) }))

/** What the compiler leaves as it was written, because it cannot tell, and not because a rule is broken. */
const leftAlone = [
  'Support functions with unreachable code that may contain hoisted declarations',
  'Existing memoization could not be preserved',
]

describe('React’s compiler', () => {
  it('takes every hook and every component of authchart/react', () => {
    expect(results.filter(({ path, refused }) => path.startsWith('src/react/') && refused.length > 0)).toEqual([])
  })

  it('finds no rule of React broken in what draws the chart', () => {
    const broken = results.flatMap(({ refused }) => refused).filter((reason) => !leftAlone.includes(reason))
    expect(broken).toEqual([])
  })

  it.each(['useAuth', 'useQueue', 'useStepUp', 'Show', 'AuthBoundary', 'AuthProvider', 'useGuard'])(
    'takes %s, so that the verdict means something',
    (name) => {
      expect(results.flatMap(({ taken }) => taken)).toContain(name)
    },
  )

  it.each([
    ['a hook behind a condition', 'const useIt = (on) => { if (on) { useState(0) } return on }'],
    [
      'a ref that is read while rendering',
      'function It() { const seen = useRef(0); seen.current += 1; return <p>{seen.current}</p> }',
    ],
    [
      'a variable of the module that is written while rendering',
      'function It() { seen = 1; return <p /> }\nlet seen = 0',
    ],
  ])('refuses %s', (_, code) => {
    const { refused } = compiled('planted.tsx', `import { useRef, useState } from 'react'\nexport ${code}`)
    expect(refused.length).toBeGreaterThan(0)
  })
})

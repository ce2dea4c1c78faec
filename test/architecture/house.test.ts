import { describe, expect, it } from 'vitest'
import { clockReadersIn } from './clocks.ts'
import { strayColoursIn } from './colours.ts'
import { shelvesIn } from './names.ts'
import { overlongIn } from './size.ts'
import { plant, readTree } from './source-tree.ts'

const sources = readTree('{machines,src,adapters,demo,stories,scripts,test,.storybook}/**/*.{ts,tsx}')
const drawn = readTree('{src/react,src/visualizer,demo,stories,.storybook}/**/*.{ts,tsx,css}')

describe('folders and files', () => {
  it('are named for a concept, never for a shelf', () => {
    expect(shelvesIn(sources)).toEqual([])
  })

  it('are caught when they are shelves', () => {
    const planted = plant({ 'src/utils/a.ts': '', 'src/types.ts': '', 'adapters/common.ts': '', 'src/backoff.ts': '' })
    expect(shelvesIn(planted)).toEqual(['src/utils/a.ts', 'src/types.ts', 'adapters/common.ts'])
  })

  it('hold at most 250 lines', () => {
    expect(overlongIn(sources)).toEqual([])
  })

  it('are caught when they grow past that, unless they are a chart', () => {
    const long = 'a\n'.repeat(251)
    expect(overlongIn(plant({ 'src/a.ts': long, 'machines/a.ts': long, 'src/b.ts': 'a\n' }))).toEqual(['src/a.ts'])
  })

  it('keep tests under test/, where a project runs them', () => {
    const stray = readTree('{machines,src,adapters,demo,stories,scripts}/**/*.{test,spec}.{ts,tsx}')
    expect([...stray.keys()]).toEqual([])
    expect([...sources.keys()].filter((path) => /\.spec\.tsx?$/.test(path))).toEqual([])
  })
})

describe('colours', () => {
  it('are written in the tokens file only', () => {
    expect(strayColoursIn(drawn)).toEqual([])
  })

  it.each([`{ color: '#1b1d21' }`, `background: #fff`, `fill="rgb(1 2 3)"`, `stroke: oklch(1 0 0)`, `color: white`])(
    'are caught elsewhere: %s',
    (text) => {
      expect(strayColoursIn(plant({ 'demo/app/app.css': text }))).toHaveLength(1)
    },
  )

  it('are not mistaken for anchors, ids or private fields', () => {
    const lawful = plant({
      'demo/app/a.tsx': `<a href="#orders">x</a>; <a href="/a#face" />; '&#123;'; color: inherit`,
    })
    expect(strayColoursIn(lawful)).toEqual([])
  })
})

describe('the time', () => {
  it('is read in the clock adapter only', () => {
    expect(clockReadersIn(readTree('{machines,src,adapters}/**/*.{ts,tsx}'))).toEqual([])
  })

  it('is caught when a Date is made of nothing, and not when one is made of a moment', () => {
    const planted = plant({
      'src/react/a.tsx': 'const now = new Date()',
      'src/testing/b.ts': 'const now = Date()',
      'adapters/clock/system.ts': 'const now = new Date()',
      'src/visualizer/c.ts': 'const shown = new Date(at)',
    })
    expect(clockReadersIn(planted)).toEqual(['src/react/a.tsx', 'src/testing/b.ts'])
  })
})

import { describe, expect, it } from 'vitest'
import { straySizesIn } from './sizes.ts'
import { plant, readTree } from './source-tree.ts'

const drawn = readTree('{src/react,src/visualizer,demo/app,stories,.storybook}/**/*.{ts,tsx,css}')

describe('sizes and durations', () => {
  it('come from the tokens', () => {
    expect(straySizesIn(drawn)).toEqual([])
  })

  it.each(['font-size: 13px', 'padding: 0 1rem', 'transition: color 150ms ease', 'border-radius: 4px', 'gap: 0.5em'])(
    'are caught where they are written out: %s',
    (text) => {
      expect(straySizesIn(plant({ 'demo/app/app.css': `.a { ${text} }` }))).toHaveLength(1)
    },
  )

  it('are not mistaken for none, for shares or for tokens', () => {
    const lawful =
      'padding: 0; margin: 0 auto; gap: var(--ac-space-12); inline-size: 100%; margin: calc(-1 * var(--ac-space-4))'
    expect(straySizesIn(plant({ 'demo/app/app.css': `.a { ${lawful} }` }))).toEqual([])
  })
})

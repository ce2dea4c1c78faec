import { describe, expect, it } from 'vitest'
import { dark, light, tokensCss, toneNames, type Scheme } from '../../src/visualizer/tokens.ts'
import { contrast } from './contrast.ts'

const schemes: readonly (readonly [string, Scheme, number])[] = [
  ['light', light, 5.2],
  ['dark', dark, 7.6],
]

describe.each(schemes)('the %s scheme', (_, scheme, least) => {
  it.each(toneNames)(`sets %s ink on its wash at ${least}:1 or better`, (tone) => {
    const { ink, wash } = scheme.tones[tone]
    expect(contrast(ink, wash)).toBeGreaterThanOrEqual(least)
  })

  it.each(toneNames)('keeps %s ink readable on paper', (tone) => {
    expect(contrast(scheme.tones[tone].ink, scheme.paper)).toBeGreaterThanOrEqual(4.5)
  })

  it('keeps quiet text readable on paper and on every wash', () => {
    const grounds = [scheme.paper, ...toneNames.map((tone) => scheme.tones[tone].wash)]
    for (const ground of grounds) expect(contrast(scheme.quiet, ground)).toBeGreaterThanOrEqual(4.5)
  })
})

describe('contrast', () => {
  it('is 21 between black and white and 1 between equals', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#b3261e', '#b3261e')).toBe(1)
  })
})

describe('the custom properties', () => {
  it('hold the light scheme first and the dark one by preference and by choice', () => {
    const css = tokensCss()
    expect(css).toMatch(/^:root \{[^}]*--ac-paper: #fbfaf8/)
    expect(css).toMatch(/prefers-color-scheme: dark\) \{ :root \{[^}]*--ac-paper: #131519/)
    expect(css).toMatch(/\[data-theme="dark"\] \{[^}]*--ac-stop-ink: #ff9d94/)
    expect(css).toMatch(/\[data-theme="light"\] \{[^}]*--ac-stop-ink: #b3261e/)
  })

  it('stop every movement where the system asks for it', () => {
    expect(tokensCss()).toMatch(/prefers-reduced-motion: reduce\) \{ :root \{ --ac-motion-feedback: 0ms/)
  })
})

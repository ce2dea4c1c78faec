import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/index.ts'
import { root } from '../../scripts/entries.ts'
import { drawPng } from '../../src/cli/draw-png.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { chartTree } from '../../src/visualizer/chart-tree.ts'
import { panelsOf, replay, storyboardSvg } from '../../src/visualizer/export/index.ts'
import { plainHappenings } from '../../src/visualizer/simulate/plain-happenings.ts'
import { createStepper } from '../../src/visualizer/simulate/stepper.ts'
import { disabledOffline } from '../../stories/plot/disabled-offline.ts'
import { lamp } from '../dom/visualizer/light-machine.ts'

const tree = chartTree(chartModel(lamp))
const stepper = createStepper(lamp, { tree, happenings: plainHappenings(tree), at: instant(0) })
const panels = panelsOf(tree, replay(stepper, ['press', 'cut']) ?? [])

interface Written {
  readonly x: number
  readonly width: number
}

/** The lines of text within one picture, with the room each needs at most. */
function lines(svg: string): readonly Written[] {
  return [...svg.matchAll(/<text class="[^"]*" font-size="(\d+)"(?: font-weight="\d+")? x="([\d.]+)"[^>]*>([^<]*)</g)]
    .filter(([, size]) => size === '12' || size === '14')
    .map(([, size, x, text]) => ({ x: Number(x), width: (text?.length ?? 0) * (size === '12' ? 7.2 : 8.8) }))
}

describe('a story as one picture', () => {
  it('is kept as it was reviewed (else: npm run stories)', () => {
    expect(readFileSync(join(root, 'docs', 'disabled-offline.svg'), 'utf8') === disabledOffline()).toBe(true)
  })

  it('says by itself what happens when the account is disabled while offline', () => {
    const told = [...disabledOffline().matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text).join(' ')
    const story = [
      'Sending 2 changes',
      'Working offline No connection since 14:03. 2 changes are safe on this device',
      'The office switches the account off, meanwhile',
      'nothing is taken away, and work goes on.',
      'The network is back',
      'The account is switched off',
      'Northgate Field Services has switched it off. 2 changes are kept on this device.',
    ]
    const places = story.map((part) => told.indexOf(part))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(places).not.toContain(-1)
  })

  it('keeps every line inside its picture', () => {
    const svg = disabledOffline()
    expect(lines(svg).length).toBeGreaterThan(30)
    expect(lines(svg).filter(({ x, width }) => x + width > 296)).toEqual([])
  })

  it('is drawn of any machine, as pixels too, without a browser', async () => {
    const svg = storyboardSvg({ title: 'A lamp', panels }, { across: 2 })
    expect([...svg.matchAll(/data-state="([^"]+)"/g)].map(([, id]) => id)).toEqual([
      'lamp.off',
      'lamp.lit',
      'lamp.dark',
    ])
    const png = await drawPng(svg)
    expect([...png.slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
    expect(png.length).toBeGreaterThan(5_000)
  })

  it('takes no words for markup', () => {
    const hostile = '<script>alert("1")</script>&'
    const told = panels.map((panel) => ({ ...panel, telling: { title: hostile, sentence: hostile } }))
    const svg = storyboardSvg({ title: hostile, panels: told })
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;script&gt;')
  })

  it('holds the app’s own screens where they are given', () => {
    const screens = panels.map((_, place) => `<p xmlns="http://www.w3.org/1999/xhtml">Screen ${place}</p>`)
    const svg = storyboardSvg({ title: 'A lamp', panels }, { screens, styles: 'p > b { color: red }' })
    expect(
      [...svg.matchAll(/<foreignObject[^>]*><p [^>]*>(Screen \d)<\/p><\/foreignObject>/g)].map(([, text]) => text),
    ).toEqual(['Screen 0', 'Screen 1', 'Screen 2'])
    expect(svg).toContain('p &gt; b')
  })
})

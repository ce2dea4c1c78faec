// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { authMachine } from '../../../machines/index.ts'
import {
  chartHtml,
  chartJson,
  chartMarkdown,
  chartMermaid,
  chartModel,
  chartSvg,
  embeddedModel,
  parseModel,
} from '../../../src/visualizer/export/index.ts'
import { oddMachines } from '../../dom/visualizer/odd-machines.ts'

/** What a strict XML parser says about a text; null when it is well formed. */
function xmlProblem(text: string): string | null {
  return new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent ?? null
}

const ring = (count: number): Readonly<Record<string, { on: { next: string } }>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, place) => [`s${place}`, { on: { next: `s${(place + 1) % count}` } }]),
  )

function nested(depth: number): object {
  return depth === 0 ? {} : { initial: 'in', states: { in: nested(depth - 1) }, on: { 'out & <away>': '#pit' } }
}

const hostile = {
  ...oddMachines,
  'two hundred states': createMachine({ id: 'many', initial: 's0', states: ring(200) }),
  'thirty states deep': createMachine({ id: 'pit', initial: 'in', states: { in: nested(30) } }),
  'control characters and half characters': createMachine({
    id: 'odd\u0000\ud800',
    initial: 'a\u0007|`b',
    states: { 'a\u0007|`b': { description: ']]> --> </svg>', on: { '*': 'b\nc' } }, 'b\nc': {} },
  }),
}

describe.each(Object.entries(hostile))('%s', (_, machine) => {
  const model = chartModel(machine, { states: {}, edges: {} })

  it('is written in every format', () => {
    expect(xmlProblem(chartSvg(model))).toBeNull()
    expect(embeddedModel(chartSvg(model))).toEqual(model)
    expect(parseModel(chartJson(model))).toEqual(model)
    expect(chartMermaid(model)).toMatch(/^stateDiagram-v2\n/)
    expect(
      chartMarkdown(model)
        .split('\n')
        .filter((line) => line.startsWith('|') && !line.endsWith('|')),
    ).toEqual([])
    expect(chartHtml(model)).not.toContain('<away>')
  })

  it('has no size below zero and none that is no number', () => {
    expect(chartSvg(model)).not.toMatch(/(?:width|height|x|y)="(?:NaN|Infinity)|(?:width|height)="-/)
  })
})

it('the strict parser sees an odd file', () => {
  expect(xmlProblem('<svg><a></svg>')).not.toBeNull()
})

describe('the picture of the session chart', () => {
  const model = chartModel(authMachine)
  const svg = chartSvg(model)

  it('shows every state, told by title and description too', () => {
    const lanes = new Set(['auth', ...(model.nodes[0]?.children ?? [])])
    const states = model.nodes.filter(({ id }) => !lanes.has(id)).map(({ id }) => id)
    const drawn = [...svg.matchAll(/data-state="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(drawn)).toEqual(new Set(states))
    expect(svg).toContain('<title>Chart of auth</title>')
    expect(svg).toMatch(/<desc>Your sign-in: Opening your work \(RESTORING\)/)
  })

  it('loads nothing and runs nothing', () => {
    for (const text of [svg, chartHtml(model)]) {
      expect(text).not.toMatch(/<script|<image|<foreignObject|@import|url\(|href=|src=|\son\w+=/)
    }
  })

  it('is light, dark or as its reader wishes', () => {
    const schemes = (text: string): number => text.match(/prefers-color-scheme/g)?.length ?? 0
    expect(schemes(svg)).toBe(1)
    expect(schemes(chartSvg(model, { theme: 'dark' }))).toBe(0)
    expect(chartSvg(model, { theme: 'dark' })).not.toBe(chartSvg(model, { theme: 'light' }))
  })

  it('comes out the same every time', () => {
    expect(chartSvg(chartModel(authMachine))).toBe(svg)
  })

  it('carries only the lanes it shows', () => {
    const carried = embeddedModel(chartSvg(model, { lanes: ['auth.queue'] }))
    expect(carried?.nodes[0]?.children).toEqual(['auth.queue'])
    expect(carried?.edges.filter(({ source }) => !source.startsWith('auth.queue'))).toEqual([])
  })
})

describe('Mermaid', () => {
  const text = chartMermaid(chartModel(authMachine))

  it('sets regions side by side only at the top, where Mermaid can', () => {
    expect(text.split('\n').filter((line) => line.trim() === '--')).toEqual(Array(4).fill('    --'))
    expect(
      chartMermaid(
        chartModel(
          createMachine({ id: 'p', type: 'parallel', states: { q: { type: 'parallel', states: { r: {}, s: {} } } } }),
        ),
      ),
    ).not.toContain('--\n')
  })

  it('joins only states that stand in the same one', () => {
    const homes = new Map<string, string>()
    const around: string[] = []
    for (const line of text.split('\n')) {
      const [, name, opens] = / as (\w+)( \{)?$/.exec(line) ?? []
      if (name !== undefined) homes.set(name, around.join('/'))
      if (name !== undefined && opens !== undefined) around.push(name)
      if (line.trim() === '}') around.pop()
    }
    const arrows = [...text.matchAll(/^ +(\w+) --> (\w+):/gm)]
    expect(arrows.length).toBeGreaterThan(50)
    expect(arrows.filter(([, from = '', to = '']) => homes.get(from) !== homes.get(to))).toEqual([])
  })
})

describe('what is not a model', () => {
  const model = chartModel(createMachine({ id: 'a', initial: 'b', states: { b: {} } }))
  const [root, ...rest] = model.nodes

  it.each([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['another version', JSON.stringify({ ...model, version: 2 })],
    ['no state', JSON.stringify({ ...model, nodes: [] })],
    ['a state without a name', JSON.stringify({ ...model, nodes: [{ ...root, key: 1 }] })],
    ['a state inside itself', JSON.stringify({ ...model, nodes: [root, { ...rest[0], children: ['a.b'] }] })],
    ['two roots', JSON.stringify({ ...model, nodes: [root, { ...rest[0], parent: null }] })],
    ['an edge from nowhere', JSON.stringify({ ...model, edges: [{ id: 'x' }] })],
  ])('is not read: %s', (_, text) => {
    expect(parseModel(text)).toBeNull()
  })

  it('is not found in a picture that carries none', () => {
    expect(embeddedModel('<svg/>')).toBeNull()
  })
})

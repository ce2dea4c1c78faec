import { describe, expect, it } from 'vitest'
import { createMachine, type AnyStateMachine } from 'xstate'
import { authMachine } from '../../machines/index.ts'
import {
  chartModel,
  diffCharts,
  diffMarkdown,
  diffSvg,
  diffText,
  type ChartDifference,
  type ChartModel,
} from '../../src/visualizer/export/index.ts'
import { oddMachines } from '../dom/visualizer/odd-machines.ts'
import { door } from './planted-charts.ts'

function plain(machine: AnyStateMachine): ChartModel {
  return chartModel(machine, { states: {}, edges: {} })
}

function between(old: AnyStateMachine, now: AnyStateMachine): ChartDifference {
  return diffCharts(plain(old), plain(now))
}

const steps = ({ behaviour }: ChartDifference) =>
  behaviour.divergences.map(({ steps }) =>
    steps.map(({ event, holds }) => (holds === null ? event : `${event} [${holds}]`)),
  )

describe('a planted change', () => {
  it('is told when a state came', () => {
    const difference = between(door(), door({ state: true }))
    expect(difference.changes.map(({ sentence }) => sentence)).toEqual([
      'There is a new state, “Held” (HELD), in “Door” (door).',
      'In “Open” (OPEN) there is a new way: wedge → “Held” (HELD).',
      'In “Held” (HELD) there is a new way: kick → “Open” (OPEN).',
    ])
    expect(steps(difference)).toEqual([['push [isUnlocked]', 'wedge']])
    expect(difference.behaviour.cells).toEqual([
      { state: 'door.OPEN', event: 'wedge', before: 'nothing', after: '→ Held (HELD)' },
    ])
    const svg = diffSvg(difference)
    expect(svg).toMatch(/data-state="door\.HELD" data-mark="added"/)
    expect(svg.match(/data-mark="added" data-to=/g)).toHaveLength(2)
    expect(svg).not.toMatch(/data-mark="(?:removed|changed)"/)
  })

  it('is told when a guard went', () => {
    const difference = between(door(), door({ guard: false }))
    expect(difference.changes).toEqual([
      {
        kind: 'changed',
        what: 'edge',
        drawn: ['door.SHUT > push > door.OPEN'],
        sentence: 'In “Shut” (SHUT) the way “push” is no longer taken only if is unlocked.',
        details: [{ aspect: 'guard', from: 'is unlocked', to: '' }],
      },
    ])
    expect(steps(difference)).toEqual([['push']])
    expect(diffSvg(difference).match(/data-mark="changed"/g)).toHaveLength(1)
  })

  it('is told when a delay changed, which no drawing shows', () => {
    const difference = between(door(), door({ delay: 8_000 }))
    expect(difference.changes.map(({ sentence }) => sentence)).toEqual([
      'In “Open” (OPEN) the way “after a while” waits 8 s instead of 5 s.',
    ])
    expect(steps(difference)).toEqual([['push [isUnlocked]', 'after 5000']])
    expect(difference.behaviour.cells).toEqual([])
  })

  it('is told the other way round when it is taken back', () => {
    const difference = between(door({ state: true }), door())
    expect(difference.changes.map(({ kind }) => kind)).toEqual(['removed', 'removed', 'removed'])
    expect(difference.union.nodes.map(({ key }) => key)).toEqual(['door', 'SHUT', 'OPEN', 'HELD'])
    expect(diffSvg(difference)).toMatch(/data-state="door\.HELD" data-mark="removed"/)
  })
})

describe('two versions of a chart', () => {
  it('stand in one drawing in which nothing unchanged moves', () => {
    const places = (svg: string) => [...svg.matchAll(/translate\([^)]*\)" data-state="[^"]*"/g)].map(([place]) => place)
    const larger = places(diffSvg(between(door({ state: true }), door({ state: true }))))
    expect(places(diffSvg(between(door(), door({ state: true }))))).toEqual(larger)
    expect(places(diffSvg(between(door({ state: true }), door())))).toEqual(larger)
  })

  it('do not differ by the name of the machine', () => {
    const one = createMachine({ id: 'one', initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } })
    const other = createMachine({ id: 'other', initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } })
    expect(between(one, other).changes).toEqual([])
    expect(diffText(between(one, other))).toBe('No difference.\n')
  })

  it('tell of a state that nothing leads to any more', () => {
    const old = createMachine({ id: 'm', initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } })
    const now = createMachine({ id: 'm', initial: 'a', states: { a: {}, b: {} } })
    const difference = between(old, now)
    expect(difference.behaviour.newlyUnreachable).toEqual(['m.b'])
    expect(diffText(difference)).toContain('“B” (b) can no longer be reached.')
  })

  it('tell of an edge that leads elsewhere, drawn as it was and as it is', () => {
    const old = createMachine({ id: 'm', initial: 'a', states: { a: { on: { go: 'b' } }, b: {}, c: {} } })
    const now = createMachine({ id: 'm', initial: 'a', states: { a: { on: { go: 'c' } }, b: {}, c: {} } })
    const { changes, marks } = between(old, now)
    expect(changes.map(({ sentence }) => sentence)).toEqual([
      'In “A” (a) the way “go” leads to “C” (c) instead of “B” (b).',
    ])
    expect([...marks]).toEqual([
      ['m.a > go > m.b', 'removed'],
      ['m.a > go > m.c', 'added'],
    ])
  })

  it('tell of words that changed', () => {
    const now = plain(door())
    const old = {
      ...now,
      nodes: now.nodes.map((node) => (node.key === 'OPEN' ? { ...node, description: 'Ajar.' } : node)),
    }
    expect(diffCharts(old, now).changes.map(({ details }) => details)).toEqual([
      [{ aspect: 'description', from: 'Ajar.', to: '' }],
    ])
  })

  it.each(Object.entries({ ...oddMachines, 'the session chart': authMachine }))(
    'are compared whatever they hold: %s',
    (_, machine) => {
      const same = between(machine, machine)
      expect(same.changes).toEqual([])
      expect(same.behaviour).toEqual({ newlyUnreachable: [], cells: [], divergences: [], isComplete: true })
      const other = between(door(), machine)
      expect(diffMarkdown(other)).toContain('### What changed')
      expect(diffSvg(other)).toContain('data-mark=')
    },
  )
})

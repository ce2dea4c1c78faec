import { describe as group, expect, it } from 'vitest'
import { check } from '../../src/testing/explore/check.ts'
import { coverage } from '../../src/testing/explore/coverage.ts'
import { diffBehaviour } from '../../src/testing/explore/diff-behaviour.ts'
import { explore } from '../../src/testing/explore/explore.ts'
import { paths } from '../../src/testing/explore/paths.ts'
import type { EventCases, World } from '../../src/testing/explore/world.ts'
import { crossing, form } from './other-machines.ts'

const buttons: EventCases<typeof crossing> = { press: () => ({ '': {} }), fail: () => ({ '': {} }) }
const formWorld: World<typeof form> = {
  cases: { type: () => ({ long: { text: 'hello' }, short: { text: 'hi' } }), send: () => ({ '': {} }) },
  outcomes: {
    save: () => ({
      ' accepted': { output: { accepted: true } },
      ' refused': { output: { accepted: false } },
      ' broke': { error: new Error('planted') },
    }),
  },
}

group('a machine with timers', () => {
  const graph = explore(crossing, { cases: buttons })

  it('is walked whole, its timers as events', () => {
    expect(graph.complete).toBe(true)
    expect(coverage(crossing, [graph])).toMatchObject({ unreached: [], untaken: [] })
    expect(graph.edges.has('crossing.clearing > xstate.after.3000.crossing.clearing > crossing.walkers')).toBe(true)
  })

  it('is held to promises, with the shortest trace of a breach', () => {
    const [walks, stops] = check(graph, [
      {
        name: 'whoever presses may walk, unless it fails',
        from: ({ snapshot }) => snapshot.matches('clearing'),
        to: ({ snapshot }) => snapshot.matches('walkers'),
        among: (label) => label !== 'fail',
      },
      { name: 'cars drive again', reach: ({ snapshot }) => snapshot.matches('cars') },
    ])
    expect(walks).toMatchObject({ holds: true, witnessed: 1 })
    expect(stops).toMatchObject({ holds: false, trace: ['start', 'fail'] })
  })

  it('shows a promise that fails only for ever, with the circle', () => {
    const [verdict] = check(graph, [
      {
        name: 'it fails one day',
        from: () => true,
        to: ({ snapshot }) => snapshot.matches('blinking'),
      },
    ])
    expect(verdict).toMatchObject({ holds: false })
    expect(verdict?.trace[0]).toBe('start')
  })
})

group('a machine with an actor and unnamed guards', () => {
  const graph = explore(form, formWorld)

  it('is walked whole, each end of the actor included', () => {
    const seen = coverage(form, [graph])
    expect(seen).toMatchObject({ unreached: [], untaken: [] })
    expect([...graph.edges].filter((edge) => edge.startsWith('form.saving'))).toHaveLength(3)
  })

  it('is covered by few paths that walk every transition', () => {
    const found = paths(graph)
    expect(new Set(found.flatMap(({ edges }) => edges))).toEqual(graph.edges)
    expect(found.length).toBeLessThan(graph.edges.size)
  })

  it('is told apart from a version of it that saves without asking', () => {
    const hasty = form.provide({})
    expect(diffBehaviour(graph, explore(hasty, formWorld))).toEqual([])
    const other = explore(form, {
      ...formWorld,
      outcomes: { save: () => ({ ' accepted': { output: { accepted: true } } }) },
    })
    expect(diffBehaviour(graph, other)[0]).toMatchObject({ left: '"ready"', right: null })
  })

  it('asks for a case where an actor has none', () => {
    expect(() => explore(form, { cases: formWorld.cases })).toThrow('No case says how the actor save ends')
  })
})

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe as group, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import { chartHash } from '../../machines/chart-hash.ts'
import { describe } from '../../machines/describe.ts'
import { ignored } from '../../machines/ignored.ts'
import { leadsTo, reachable } from '../../src/testing/auth-model/liveness.ts'
import { safety } from '../../src/testing/auth-model/properties.ts'
import { authWorld, scopes, type ScopeName } from '../../src/testing/auth-model/worlds.ts'
import { check, judgeOf } from '../../src/testing/explore/check.ts'
import { coverage } from '../../src/testing/explore/coverage.ts'
import { explore } from '../../src/testing/explore/explore.ts'
import { movesIn } from '../../src/testing/explore/moves.ts'
import { paths } from '../../src/testing/explore/paths.ts'
import { modelResults, type ModelResults } from '../../src/testing/explore/results.ts'
import { walker } from '../../src/testing/explore/walk.ts'
import { cellsOf } from './cells.ts'
import { part, planted } from './planted.ts'
import { longestLawfulChain } from './rest.ts'

const names = ['session', 'queue', 'stepUp', 'revocation'] as const satisfies readonly ScopeName[]
const began = performance.now()
const each = names.map((name) => {
  const { onStep, verdicts } = judgeOf(safety)
  const graph = explore(authMachine, { ...authWorld(name), onStep })
  return { name, graph, verdicts: [...verdicts(), ...check(graph, [...leadsTo, ...reachableIn(name)])] }
})
const seconds = (performance.now() - began) / 1_000
const results = modelResults(authMachine, {
  graphs: each.map(({ graph }) => graph),
  verdicts: each.flatMap(({ verdicts }) => verdicts),
  cells: cellsOf(describe(authMachine), ignored),
})

/** The queue's world has no sign-in: what it signs out stays out. */
function reachableIn(name: ScopeName): typeof reachable {
  return name === 'queue' ? reachable.slice(0, 1) : reachable
}

/** For the chart to paint: what no run has walked, and which promise is broken where. */
function keep(found: ModelResults): void {
  const folder = join(import.meta.dirname, '../../.test-results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'model-coverage.json'), JSON.stringify(found))
}

group('the reachable chart', () => {
  it.each(each)('is walked to its end: $name', ({ name, graph }) => {
    expect(graph.complete).toBe(true)
    expect(graph.places.size).toBeGreaterThanOrEqual(scopes[name].places)
  })

  it.each(each)('keeps every promise: $name', ({ verdicts }) => {
    expect(verdicts.filter(({ holds }) => !holds)).toEqual([])
  })

  it('takes every declared transition and reaches every state', () => {
    const graphs = each.map(({ graph }) => graph)
    const seen = coverage(authMachine, graphs)
    const places = each.map(({ name, graph }) => `${name} ${graph.places.size}`).join(', ')
    const steps = graphs.reduce((sum, graph) => sum + graph.steps, 0)
    const memory = Math.round(process.memoryUsage().rss / 1_048_576)
    process.stdout.write(
      `configurations: ${places}; steps: ${steps}; edges: ${seen.edges}, states: ${seen.states}, ` +
        `cells: ${results.coverage.cells.length}; ${safety.length + leadsTo.length + reachable.length} properties; ${seconds.toFixed(1)} s, ${memory} MB\n`,
    )
    keep(results)
    expect(results.coverage.edges.filter(({ steps }) => steps === 0)).toEqual([])
    expect(results.coverage.states.filter(({ places }) => places === 0)).toEqual([])
    expect(seen.untaken).toEqual([])
    expect(seen.unreached).toEqual([])
    expect(seen.edges).toBeGreaterThanOrEqual(324)
  })

  it('has few paths that walk every transition, and walk it again when they are replayed', () => {
    const walked = new Set<string>()
    const counts = each.map(({ name, graph }) => {
      // What another world has walked already needs no second path.
      const found = paths(graph, (edge) => !walked.has(edge))
      const { begin, take } = walker(authMachine, graph.world)
      const moves = movesIn(graph.world)
      for (const path of found) {
        let place = begin(graph.world.inputs?.[path.start])
        const edges = new Set(place.edges)
        for (const label of path.labels) {
          const move = moves(place).find((one) => one.label === label)
          expect(move?.label).toBe(label)
          if (move === undefined) break
          place = take(place, move).after
          for (const edge of place.edges) edges.add(edge)
        }
        expect([...edges].toSorted()).toEqual(path.edges.toSorted())
        for (const edge of edges) walked.add(edge)
      }
      return `${name} ${found.length}`
    })
    process.stdout.write(`paths: ${counts.join(', ')}; transitions walked: ${walked.size}\n`)
    expect(walked.size).toBe(results.coverage.edges.length)
  })

  it('meets the premise of every promise', () => {
    const asked = (name: string): boolean =>
      each.some(({ verdicts }) => verdicts.some((verdict) => verdict.name === name && verdict.witnessed > 0))
    expect([...safety, ...leadsTo, ...reachable].map(({ name }) => name).filter((name) => !asked(name))).toEqual([])
  })

  it('comes to rest within ten transitions of an event', () => {
    expect(Math.max(...each.map(({ graph }) => graph.longestChain))).toBeLessThanOrEqual(longestLawfulChain)
  })

  it('is told as JSON that a chart can paint', () => {
    const fault = { type: 'xstate.error.actor.restore', error: new Error('planted') }
    const last = { label: 'restore broke', at: 0, event: fault, edges: [], states: ['auth'] }
    const broken = {
      name: 'S1',
      holds: false,
      witnessed: 2,
      trace: ['start', 'restore broke'],
      cycle: [],
      replay: [last],
    }
    const sound = { name: 'S1', holds: true, witnessed: 3, trace: [], cycle: [], replay: [] }
    const told = modelResults(authMachine, { graphs: [], verdicts: [sound, broken, sound] })
    expect(told).toMatchObject({ format: 2, machine: 'auth', verdicts: [{ name: 'S1', holds: false, witnessed: 8 }] })
    expect(told.verdicts[0]?.replay[0]?.event).toEqual({ ...fault, error: { message: 'planted' } })
    expect(told.coverage.edges).toEqual(results.coverage.edges.map(({ id }) => ({ id, steps: 0 })))
    expect(JSON.parse(JSON.stringify(told))).toEqual(told)
  })

  it('says which drawing it has walked', () => {
    const same = planted(() => undefined)
    const other = planted((regions) => delete part(regions, 'session.states.ACTIVE.on')['tab.committed'])
    expect(results.drawing).toMatch(/^[0-9a-f]{16}$/)
    expect(chartHash(describe(same))).toBe(results.drawing)
    expect(chartHash(describe(other))).not.toBe(results.drawing)
  })

  it('shows a transition that nothing can set off, and a state that nothing leads to', () => {
    const dead = planted((regions) => {
      part(regions, 'revocation.states')['LOST'] = {}
      part(regions, 'revocation.states.EMPTY')['on'] = { 'user.flush': { guard: 'outboxWaits', target: 'LOST' } }
    })
    const seen = coverage(dead, [explore(dead, authWorld('revocation'))])
    const lost = (id: string): boolean => id.includes('LOST')
    expect(seen.untaken.filter(lost)).toEqual([
      'auth.revocation.EMPTY > user.flush [outboxWaits] > auth.revocation.LOST',
    ])
    expect(seen.unreached.filter(lost)).toEqual(['auth.revocation.LOST'])
  })
})

import { describe, expect, it } from 'vitest'
import { chartHash } from '../../machines/chart-hash.ts'
import { describe as describeChart } from '../../machines/describe.ts'
import { authMachine, instant } from '../../machines/index.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { chartTree } from '../../src/visualizer/chart-tree.ts'
import { framesAlong } from '../../src/visualizer/simulate/frames-along.ts'
import { plainHappenings } from '../../src/visualizer/simulate/plain-happenings.ts'
import { createStepper } from '../../src/visualizer/simulate/stepper.ts'
import { isAbout } from '../../src/visualizer/verdicts/is-about.ts'
import { paintOf } from '../../src/visualizer/verdicts/paint.ts'
import { parseResults } from '../../src/visualizer/verdicts/parse-results.ts'
import type { ChartResults } from '../../src/visualizer/verdicts/results.ts'
import { stepsOfReplay } from '../../src/visualizer/verdicts/steps-of-replay.ts'
import { nothingShown, viewerState } from '../../src/visualizer/viewer/viewer-state.ts'
import { doorResults, lockless, staysShut } from './door-results.ts'
import { door } from './planted-charts.ts'

const words = { states: {}, edges: {} }
const model = chartModel(lockless, words)
const results: ChartResults = doorResults()
const breach = results.verdicts.find(({ name }) => name === staysShut)

describe('what tests found, painted', () => {
  it('is every way that no test took and every way that breaks a promise, and nothing else', () => {
    expect(Object.fromEntries(paintOf(results))).toEqual({
      'door.HELD > kick > door.OPEN': { kind: 'untested', words: 'No test takes this way' },
      'door.SHUT > knock': { kind: 'untested', words: 'No test takes this way' },
      'door.SHUT > push > door.OPEN': { kind: 'broken', words: `Breaks: ${staysShut}` },
    })
  })

  it('is the place itself where a promise breaks because nothing more happens', () => {
    const move = { label: 'wait', at: 0, event: null, edges: [], states: ['door', 'door.SHUT'] }
    const stuck = { ...results, verdicts: [{ name: 'It opens', holds: false, witnessed: 1, replay: [move] }] }
    expect(paintOf(stuck).get('door.SHUT')).toEqual({ kind: 'broken', words: 'Breaks: It opens' })
  })

  it('is nothing where every way was taken and every promise holds', () => {
    const edges = results.coverage.edges.map(({ id }) => ({ id, steps: 1 }))
    const sound = { ...results, coverage: { ...results.coverage, edges }, verdicts: [] }
    expect(paintOf(sound).size).toBe(0)
  })
})

describe('a file of findings', () => {
  it('is read back as it was written, alone or beside its chart', () => {
    expect(parseResults(JSON.stringify(results))).toEqual(JSON.parse(JSON.stringify(results)))
    expect(parseResults(JSON.stringify({ ...model, results }))?.drawing).toBe(results.drawing)
  })

  it.each([
    'no JSON',
    'null',
    '[]',
    '{}',
    JSON.stringify({ ...results, format: 1 }),
    JSON.stringify({ ...results, coverage: { states: [], edges: [{ id: 1, steps: 0 }] } }),
    JSON.stringify({ ...results, verdicts: [{ name: 'x', holds: 'no', witnessed: 0, replay: [] }] }),
    JSON.stringify({ ...results, verdicts: [{ name: 'x', holds: false, witnessed: 0, replay: [{ label: 'y' }] }] }),
  ])('is not taken from %.40s', (text) => {
    expect(parseResults(text)).toBeNull()
  })

  it('is about the drawing that was walked and about no other', () => {
    expect(isAbout(results, model)).toBe(true)
    expect(isAbout(results, chartModel(door(), words))).toBe(false)
    const drawing = chartHash(describeChart(authMachine))
    expect(isAbout({ ...results, drawing }, chartModel(authMachine))).toBe(true)
  })
})

describe('a breach', () => {
  const replay = breach?.replay ?? []

  it('is told step by step without the machine', () => {
    expect(stepsOfReplay(replay)).toEqual([
      {
        number: 1,
        at: 0,
        event: 'push',
        edges: ['door.SHUT > push > door.OPEN'],
        before: ['door', 'door.SHUT'],
        after: ['door', 'door.OPEN'],
      },
    ])
  })

  it('is played on a copy of the machine, which can go on from there', () => {
    const tree = chartTree(model)
    const stepper = createStepper(lockless, { tree, happenings: plainHappenings(tree), at: instant(0) })
    const frames = framesAlong(stepper, replay)
    expect(frames.map(({ step }) => step.after.at(-1))).toEqual(['door.SHUT', 'door.OPEN'])
    const [end] = frames.slice(-1)
    expect(end === undefined ? [] : stepper.ahead(end).map(({ happening }) => happening.name)).toContain('wedge')
  })

  it('ends where the machine does not go along, and lets time pass where only time passes', () => {
    const tree = chartTree(model)
    const stepper = createStepper(lockless, { tree, happenings: plainHappenings(tree), at: instant(0) })
    const wait = { label: 'time passes', at: 9_000, event: null, edges: [], states: [] }
    const frames = framesAlong(stepper, [...replay, wait])
    expect(frames.map(({ now }) => now)).toEqual([0, 0, 9_000])
    expect(frames.at(-1)?.step.after).toEqual(['door', 'door.OPEN'])
  })
})

describe('the viewer', () => {
  const open = (state: typeof nothingShown, text: unknown) =>
    viewerState(state, { type: 'text', text: JSON.stringify(text), name: 'found.json' })

  it('paints findings on the chart that is open, or on the one they come with', () => {
    expect(open(open(nothingShown, model), results).results?.drawing).toBe(results.drawing)
    expect(open(nothingShown, { ...model, results }).results?.drawing).toBe(results.drawing)
  })

  it('paints none on another chart, and says why', () => {
    const other = open(open(nothingShown, chartModel(door(), words)), results)
    expect(other.results).toBeNull()
    expect(other.problem).toBe('found.json tells what tests found about another drawing of a chart.')
    expect(open(nothingShown, results).problem).toContain('Open the chart first')
    expect(open(nothingShown, { ...chartModel(door(), words), results }).results).toBeNull()
  })

  it('forgets them when another chart is opened', () => {
    const painted = open(nothingShown, { ...model, results })
    expect(open(painted, chartModel(door(), words)).results).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { createActor, createMachine } from 'xstate'
import { createAuthInspector, memorySink } from '../../src/inspect/index.ts'
import { chartJson, chartModel } from '../../src/visualizer/export/index.ts'
import { modelFromDefinition } from '../../src/visualizer/viewer/model-from-definition.ts'
import { contentInFragment } from '../../src/visualizer/viewer/read-content.ts'
import { nothingShown, viewerState, type ViewerState } from '../../src/visualizer/viewer/viewer-state.ts'
import { oddMachines } from '../dom/visualizer/odd-machines.ts'
import { door } from './planted-charts.ts'

const hear = (state: ViewerState, messages: readonly unknown[]): ViewerState =>
  messages.reduce<ViewerState>((before, message) => viewerState(before, { type: 'message', message }), state)

describe('a viewer that listens', () => {
  function watched() {
    const sink = memorySink()
    const actor = createActor(door()).start()
    const inspector = createAuthInspector({ actor, now: () => 1 }, { sinks: [sink], ring: 2 })
    return { actor, inspector, sink }
  }

  it('takes every step once, however often it is told', () => {
    const { actor, inspector, sink } = watched()
    actor.send({ type: 'push' })
    const state = hear(nothingShown, [...sink.frames, ...inspector.replay(), ...sink.frames])
    expect(state.link).toBe('live')
    expect(state.shown?.start).toEqual(['door', 'door.SHUT'])
    expect(state.shown?.steps.map(({ number, after }) => [number, after])).toEqual([[1, ['door', 'door.OPEN']]])
    actor.stop()
  })

  it('starts over from a checkpoint when it has missed something', () => {
    const { actor, inspector, sink } = watched()
    const early = hear(nothingShown, sink.frames)
    for (const type of ['push', 'pull', 'push', 'pull', 'push'] as const) actor.send({ type })
    const late = hear(early, inspector.replay())
    expect(late.shown?.steps.map(({ number }) => number)).toEqual([4, 5])
    expect(late.shown?.steps[0]?.before).toEqual(['door', 'door.OPEN'])
    actor.stop()
  })

  it.each([
    null,
    1,
    'x',
    {},
    { v: 1, kind: 'step' },
    { type: '@xstate.actor', _version: '1', sessionId: 'x:0', definition: '{' },
  ])('is not moved by %j', (message) => {
    expect(hear(nothingShown, [message])).toEqual(nothingShown)
  })
})

describe('a definition', () => {
  it.each(Object.entries(oddMachines))('is read without being run: %s', (_, machine) => {
    const model = chartModel(machine, { states: {}, edges: {} })
    const read = modelFromDefinition(JSON.stringify({ id: machine.id, ...machine.config }))
    const outline = (of: typeof read) =>
      of?.nodes.map(({ id, type, parent, children }) => ({ id, type, parent, children: new Set(children) }))
    expect(new Set(outline(read))).toEqual(new Set(outline(model)))
    const ways = (of: typeof read) =>
      new Set(of?.edges.map(({ source, event, targets }) => [source, event, ...targets].join(' ')))
    expect(ways(read)).toEqual(ways(model))
  })

  it('is nothing where it is no object', () => {
    for (const text of ['', '1', '[]', 'null', '{"states":{"a":{"states":5}}'])
      expect(modelFromDefinition(text)).toBeNull()
  })
})

describe('what a link carries', () => {
  it('is read back, whatever it says', () => {
    const text = chartJson(chartModel(createMachine({ id: '漢字 ✓', initial: 'a', states: { a: {} } })))
    expect(contentInFragment(`#chart=${Buffer.from(text).toString('base64url')}`)).toBe(text)
  })

  it.each(['', '#', '#chart=', '#chart=%', '#other=YQ', '#chart=_w', '#recording=a'])(
    'is nothing in %j',
    (fragment) => {
      expect(contentInFragment(fragment)).toBeNull()
    },
  )
})

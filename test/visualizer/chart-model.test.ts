import { describe, expect, it } from 'vitest'
import { createActor, setup } from 'xstate'
import { authMachine, instant } from '../../machines/index.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { activeStates, chartTree } from '../../src/visualizer/chart-tree.ts'
import { edgesByDefinition } from '../../src/visualizer/edge-of-step.ts'
import { spanWords } from '../../src/visualizer/span-words.ts'
import { causeOf, titleOf, toneOf, triggerOf } from '../../src/visualizer/plain-words.ts'
import { waysFrom } from '../../src/visualizer/ways.ts'

const door = setup({ guards: { isLocked: () => false }, actions: { ring: () => {} } }).createMachine({
  id: 'door',
  initial: 'SHUT',
  states: {
    OPEN: { tags: 'draughty' },
    SHUT: {
      on: { push: [{ guard: 'isLocked', actions: 'ring' }, { target: 'OPEN' }], 'user.knock': {} },
      always: { guard: 'isLocked', target: 'OPEN' },
    },
  },
})

const noWords = { states: {}, edges: {} }

describe('a chart model', () => {
  it('is read from a machine, whole and in order', () => {
    expect(chartModel(door, noWords)).toMatchInlineSnapshot(`
      {
        "edges": [
          {
            "actions": [],
            "event": "always",
            "forbidden": false,
            "guard": {
              "name": "isLocked",
              "words": "is locked",
            },
            "id": "door.SHUT > always [isLocked] > door.OPEN",
            "kind": "always",
            "reenter": false,
            "source": "door.SHUT",
            "targets": [
              "door.OPEN",
            ],
            "words": null,
          },
          {
            "actions": [
              "ring",
            ],
            "event": "push",
            "forbidden": false,
            "guard": {
              "name": "isLocked",
              "words": "is locked",
            },
            "id": "door.SHUT > push [isLocked]",
            "kind": "event",
            "reenter": false,
            "source": "door.SHUT",
            "targets": [],
            "words": null,
          },
          {
            "actions": [],
            "event": "push",
            "forbidden": false,
            "guard": null,
            "id": "door.SHUT > push > door.OPEN",
            "kind": "event",
            "reenter": false,
            "source": "door.SHUT",
            "targets": [
              "door.OPEN",
            ],
            "words": null,
          },
          {
            "actions": [],
            "event": "user.knock",
            "forbidden": true,
            "guard": null,
            "id": "door.SHUT > user.knock",
            "kind": "event",
            "reenter": false,
            "source": "door.SHUT",
            "targets": [],
            "words": null,
          },
        ],
        "id": "door",
        "nodes": [
          {
            "children": [
              "door.SHUT",
              "door.OPEN",
            ],
            "description": null,
            "entry": [],
            "exit": [],
            "id": "door",
            "initial": [
              "door.SHUT",
            ],
            "invokes": [],
            "key": "door",
            "order": 0,
            "parent": null,
            "path": [],
            "tags": [],
            "type": "compound",
            "words": null,
          },
          {
            "children": [],
            "description": null,
            "entry": [],
            "exit": [],
            "id": "door.OPEN",
            "initial": [],
            "invokes": [],
            "key": "OPEN",
            "order": 1,
            "parent": "door",
            "path": [
              "OPEN",
            ],
            "tags": [
              "draughty",
            ],
            "type": "atomic",
            "words": null,
          },
          {
            "children": [],
            "description": null,
            "entry": [],
            "exit": [],
            "id": "door.SHUT",
            "initial": [],
            "invokes": [],
            "key": "SHUT",
            "order": 2,
            "parent": "door",
            "path": [
              "SHUT",
            ],
            "tags": [],
            "type": "atomic",
            "words": null,
          },
        ],
        "version": 1,
      }
    `)
  })

  it('is plain JSON', () => {
    const model = chartModel(authMachine)
    expect(JSON.parse(JSON.stringify(model))).toEqual(model)
  })

  it('gives every edge of the session chart an id of its own, and words', () => {
    const { edges } = chartModel(authMachine)
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length)
    expect(edges.filter(({ words, forbidden }) => words === null && !forbidden)).toEqual([])
  })
})

describe('the tree of a chart', () => {
  const tree = chartTree(chartModel(authMachine))

  it('finds the active states of a real snapshot, outermost first', () => {
    const actor = createActor(authMachine, { input: { at: instant(0), offline: false, chance: 0 } })
    const value = {
      session: { RESTORING: 'READING' },
      connectivity: { ONLINE: 'CLEAR' },
      queue: 'CLOSED',
      stepUp: 'NONE',
      revocation: 'EMPTY',
    }
    expect(actor.getSnapshot().value).toEqual(value)
    expect(activeStates(tree, value)).toEqual([
      'auth',
      'auth.session',
      'auth.session.RESTORING',
      'auth.session.RESTORING.READING',
      'auth.connectivity',
      'auth.connectivity.ONLINE',
      'auth.connectivity.ONLINE.CLEAR',
      'auth.queue',
      'auth.queue.CLOSED',
      'auth.stepUp',
      'auth.stepUp.NONE',
      'auth.revocation',
      'auth.revocation.EMPTY',
    ])
  })

  it('knows the running definition of every edge', () => {
    const ids = [...edgesByDefinition(authMachine.provide({}), tree).values()]
    expect(ids.toSorted()).toEqual(
      chartModel(authMachine)
        .edges.map(({ id }) => id)
        .toSorted(),
    )
  })
})

describe('the ways out of a state', () => {
  it('leave out what an inner state keeps from an outer one', () => {
    const tree = chartTree(chartModel(authMachine))
    const { inherited } = waysFrom(tree, 'auth.session.SIGNED_OUT.SIGNING_OUT')
    const told = inherited.flatMap(({ edges }) => edges.map(({ event }) => event))
    expect(told).toContain('record.persisted')
    expect(told).not.toContain('user.signOut')
    expect(told).not.toContain('tab.signedOut')
  })
})

describe('plain words', () => {
  const { nodes, edges } = chartModel(door, noWords)

  it('stand in where nobody wrote any', () => {
    expect(nodes.map(titleOf)).toEqual(['Door', 'Open', 'Shut'])
    expect(nodes.map(toneOf)).toEqual(['rest', 'rest', 'rest'])
    expect(edges.map(causeOf)).toEqual(['At once, if is locked', 'push, if is locked', 'push', 'user.knock'])
    expect(edges.map(triggerOf)).toEqual(['system', 'user', 'user', 'user'])
  })

  it.each([
    [0, '0 s'],
    [1, '1 s'],
    [41_001, '42 s'],
    [59_999, '1 min'],
    [250_000, '4 min 10 s'],
    [7_500_000, '2 h 5 min'],
    [529_200_000, '6 d 3 h'],
  ])('say %i ms as %s', (span, said) => {
    expect(spanWords(span)).toBe(said)
  })
})

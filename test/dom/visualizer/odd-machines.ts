import { createMachine, type AnyStateMachine } from 'xstate'

/** Machines nobody wrote words for, with what charts in the wild have. */
export const oddMachines: Readonly<Record<string, AnyStateMachine>> = {
  'a single state': createMachine({}),
  'two states': createMachine({
    initial: 'off',
    states: { off: { on: { toggle: 'on' } }, on: { on: { toggle: 'off' } } },
  }),
  'ids and keys with spaces, dots and scripts': createMachine({
    id: 'a <b> "c" 漢字',
    initial: 'x.y z',
    states: {
      'x.y z': { id: '  ', on: { 'go there!': '</script>' } },
      '</script>': { id: '{{id}}', after: { 3_600_000: { target: '#  ' } } },
      '': {},
    },
  }),
  'eight states deep': createMachine({ id: 'deep', initial: 'in', states: { in: nested(8) } }),
  'parallel in parallel': createMachine({
    id: 'both',
    type: 'parallel',
    states: {
      a: { type: 'parallel', states: { b: { initial: 'c', states: { c: { on: { e: 'd' } }, d: {} } }, f: {} } },
      g: { initial: 'h', states: { h: { on: { e: 'i' } }, i: { type: 'final' } } },
    },
  }),
  'history, wildcard and inline guards': createMachine({
    initial: 'one',
    states: {
      one: {
        on: {
          '*': [
            { guard: () => false, target: 'two' },
            { guard: () => true, target: 'two' },
          ],
        },
      },
      two: {
        initial: 'three',
        states: { three: {}, past: { type: 'history' } },
        on: { back: 'one' },
        always: { guard: () => false, target: '.past' },
      },
    },
  }),
  'targets in two regions at once': createMachine({
    id: 'twice',
    initial: 'idle',
    states: {
      idle: { on: { start: ['#twice.run.l.b', '#twice.run.r.b'].map((target) => ({ target })) } },
      run: {
        type: 'parallel',
        states: {
          l: { initial: 'a', states: { a: {}, b: {} } },
          r: { initial: 'a', states: { a: {}, b: {} } },
        },
      },
    },
  }),
  'a hundred states': createMachine({
    initial: 's0',
    states: Object.fromEntries(
      Array.from({ length: 100 }, (_, place) => [`s${place}`, { on: { next: `s${(place + 1) % 100}`, home: 's0' } }]),
    ),
  }),
}

function nested(depth: number): object {
  return depth === 0 ? {} : { initial: 'in', states: { in: nested(depth - 1) }, on: { out: '#deep' } }
}

import { createMachine, fromPromise, setup } from 'xstate'

const never = fromPromise<void, { readonly at: number }>(() => new Promise<void>(() => {}))

/** A lamp with two ways from off to on, told apart by their guards, and a wait. */
export const lamp = setup({
  types: {
    context: {} as { readonly power: boolean },
    events: {} as { type: 'press'; secret?: string } | { type: 'cut' } | { type: 'noise' },
  },
  actors: { alarm: never },
  guards: { hasPower: ({ context }) => context.power, hasNone: ({ context }) => !context.power },
}).createMachine({
  id: 'lamp',
  context: { power: true },
  initial: 'off',
  states: {
    off: {
      on: {
        press: [
          { guard: 'hasNone', target: 'dark' },
          { guard: 'hasPower', target: 'lit' },
        ],
      },
    },
    lit: {
      invoke: { src: 'alarm', id: 'dimmer', input: { at: 43_000 } },
      on: { press: 'off', cut: 'dark' },
    },
    dark: {},
  },
})

/** Ends at once by an eventless transition. */
export const hasty = createMachine({
  id: 'hasty',
  initial: 'a',
  states: { a: { on: { go: 'b' } }, b: { always: 'c' }, c: {} },
})

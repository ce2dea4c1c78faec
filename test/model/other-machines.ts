import { fromPromise, setup } from 'xstate'

/** A crossing with a button: timers and no invokes. */
export const crossing = setup({
  types: { context: {} as { readonly waiting: boolean }, events: {} as { type: 'press' } | { type: 'fail' } },
}).createMachine({
  id: 'crossing',
  context: { waiting: false },
  initial: 'cars',
  on: { fail: '.blinking' },
  states: {
    cars: { on: { press: 'clearing' } },
    clearing: { after: { 3000: 'walkers' } },
    walkers: { after: { 8000: 'cars' } },
    blinking: { on: { fail: {} } },
  },
})

/** A form that is saved by an actor, with guards that have no name. */
export const form = setup({
  types: {
    context: {} as { readonly tries: number },
    events: {} as { type: 'type'; text: string } | { type: 'send' },
  },
  actors: { save: fromPromise<{ readonly accepted: boolean }>(() => Promise.resolve({ accepted: true })) },
}).createMachine({
  id: 'form',
  context: { tries: 0 },
  initial: 'empty',
  states: {
    empty: { on: { type: [{ guard: ({ event }) => event.text.length > 3, target: 'ready' }, { target: 'short' }] } },
    short: { on: { type: [{ guard: ({ event }) => event.text.length > 3, target: 'ready' }] } },
    ready: { on: { send: 'saving' } },
    saving: {
      invoke: {
        src: 'save',
        id: 'save',
        onDone: [{ guard: ({ event }) => event.output.accepted, target: 'saved' }, { target: 'ready' }],
        onError: 'ready',
      },
    },
    saved: { type: 'final' },
  },
})

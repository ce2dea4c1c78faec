import { assign, fromPromise, setup } from 'xstate'

export const secrets = {
  context: 'CANARY/context+1',
  event: 'CANARY/event+2',
  input: 'CANARY/input+3',
  output: 'CANARY/output+4',
  unknownEvent: 'CANARY/unknown+5',
  failure: 'CANARY/failure+6',
} as const

/** A machine with a secret in every place XState's inspection looks at. */
export const leaky = setup({
  types: {
    context: {} as { token: string },
    events: {} as { type: 'login'; password: string } | { type: 'fail' } | { type: 'out' },
  },
  actors: {
    exchange: fromPromise<{ token: string }, { token: string }>(() => Promise.resolve({ token: secrets.output })),
    breaking: fromPromise<never, object>(() => Promise.reject(new Error(secrets.failure))),
  },
}).createMachine({
  id: 'leaky',
  context: { token: secrets.context },
  initial: 'OUT',
  states: {
    OUT: { on: { login: 'EXCHANGING', fail: 'BREAKING' } },
    EXCHANGING: {
      invoke: {
        id: 'exchange',
        src: 'exchange',
        input: { token: secrets.input },
        onDone: { target: 'IN', actions: assign(({ event }) => ({ token: event.output.token })) },
      },
    },
    BREAKING: { invoke: { id: 'breaking', src: 'breaking', input: {}, onError: 'OUT' } },
    IN: { on: { out: 'OUT' } },
  },
})

import { setup } from 'xstate'

interface Planted {
  readonly state?: boolean
  readonly guard?: boolean
  readonly delay?: number
}

/** A door with a lock; what is planted is told by name. */
export function door({ state = false, guard = true, delay = 5_000 }: Planted = {}) {
  return setup({ guards: { isUnlocked: () => true }, actions: { ring: () => {} } }).createMachine({
    id: 'door',
    initial: 'SHUT',
    states: {
      SHUT: {
        on: {
          push: guard ? { guard: 'isUnlocked', target: 'OPEN' } : { target: 'OPEN' },
          knock: { actions: 'ring' },
        },
      },
      OPEN: {
        on: { pull: 'SHUT', ...(state ? { wedge: 'HELD' } : {}) },
        after: { [delay]: 'SHUT' },
      },
      ...(state ? { HELD: { on: { kick: 'OPEN' } } } : {}),
    },
  })
}

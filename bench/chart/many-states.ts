import { createMachine, type AnyStateMachine } from 'xstate'

const states = 30
const edges = 80

/** A chart larger than most: 30 states and 80 edges, every one of which can be taken by its event. */
export function manyStates(): AnyStateMachine {
  const places = Array.from({ length: states }, (_, place) => place)
  const extra = edges - states
  return createMachine({
    id: 'many',
    initial: 's0',
    states: Object.fromEntries(
      places.map((place) => [
        `s${place}`,
        {
          on: {
            next: `s${(place + 1) % states}`,
            ...(place < extra - states ? { far: `s${(place * 7 + 3) % states}` } : {}),
            ...(place < states ? { jump: `s${(place * 11 + 5) % states}` } : {}),
          },
        },
      ]),
    ),
  })
}

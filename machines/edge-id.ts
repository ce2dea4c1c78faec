/*
 * Every declared transition has one stable name, `source > event [guard] > targets`, on the chart, in the words, the
 * tests and the diff. `EdgeId` is the same name computed by the compiler from a region's drawing, so that a transition
 * without words does not compile.
 */

interface Edge {
  readonly source: string
  readonly event: string
  readonly guard: string | null
  readonly targets: readonly string[]
}

/** The stable name of a transition. Eventless ones carry the event `always`. */
export function edgeId({ source, event, guard, targets }: Edge): string {
  const condition = guard === null ? '' : ` [${guard}]`
  const ends = targets.length === 0 ? '' : ` > ${targets.join(', ')}`
  return `${source} > ${event}${condition}${ends}`
}

/** The ids of a state and of everything inside it. */
export type StateId<Node, Id extends string> =
  | Id
  | (Node extends { readonly states: infer States }
      ? { [Key in keyof States & string]: StateId<States[Key], `${Id}.${Key}`> }[keyof States & string]
      : never)

/** The names of the transitions of a state and of everything inside it. A forbidden transition (`{}`) leads nowhere and is none. */
export type EdgeId<Node, Id extends string, Parent extends string> =
  | EventEdges<Node, Id, Parent>
  | (Node extends { readonly always: infer Always } ? Named<OneOf<Always>, `${Id} > always`, Id, Parent> : never)
  | (Node extends { readonly invoke: infer Invoke } ? InvokeEdges<Invoke, Id, Parent> : never)
  | (Node extends { readonly states: infer States }
      ? { [Key in keyof States & string]: EdgeId<States[Key], `${Id}.${Key}`, Id> }[keyof States & string]
      : never)

type EventEdges<Node, Id extends string, Parent extends string> = Node extends { readonly on: infer On }
  ? { [Event in keyof On & string]: Named<OneOf<On[Event]>, `${Id} > ${Event}`, Id, Parent> }[keyof On & string]
  : never

type InvokeEdges<Invoke, Id extends string, Parent extends string> = Invoke extends {
  readonly id: infer Actor extends string
}
  ?
      | (Invoke extends { readonly onDone: infer Done }
          ? Named<OneOf<Done>, `${Id} > xstate.done.actor.${Actor}`, Id, Parent>
          : never)
      | (Invoke extends { readonly onError: infer Failed }
          ? Named<OneOf<Failed>, `${Id} > xstate.error.actor.${Actor}`, Id, Parent>
          : never)
  : never

type OneOf<Transitions> = Transitions extends readonly (infer Transition)[] ? Transition : Transitions

type Named<Transition, Name extends string, Id extends string, Parent extends string> = Transition extends {
  readonly target: infer Target extends string
}
  ? `${Name}${Condition<Transition>} > ${Resolved<Target, Id, Parent>}`
  : Transition extends { readonly actions: unknown }
    ? `${Name}${Condition<Transition>}`
    : never

type Condition<Transition> = Transition extends { readonly guard: infer Guard extends string } ? ` [${Guard}]` : ''

type Resolved<Target extends string, Id extends string, Parent extends string> = Target extends `#${infer Absolute}`
  ? Absolute
  : Target extends `.${infer Child}`
    ? `${Id}.${Child}`
    : `${Parent}.${Target}`

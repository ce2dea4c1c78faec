import type { AnyStateMachine } from 'xstate'
import { stepsOf, type Graph } from './explore.ts'
import { lassoIn } from './lasso.ts'
import { traceTo, type Place, type Step } from './place.ts'
import type { LeadsTo, Property, Reachable, Safety, Verdict } from './properties.ts'
import { replayAlong, replayTo } from './replay.ts'
import { cutOffFrom } from './reach.ts'

/** Holds a graph to its promises. A breach comes with a shortest sequence of moves that leads to it. */
export function check<Machine extends AnyStateMachine, Memory>(
  graph: Graph<Machine, Memory>,
  properties: readonly Property<Machine, Memory>[],
): readonly Verdict[] {
  const judge = judgeOf(properties.filter((property) => 'when' in property))
  if (judge.verdicts().length > 0) for (const step of stepsOf(graph)) judge.onStep(step)
  const safe = new Map(judge.verdicts().map((verdict) => [verdict.name, verdict]))
  return properties.map((property) => {
    if ('when' in property) return safe.get(property.name) ?? untouched(property.name)
    return 'reach' in property ? checkReach(graph, property) : checkLeadsTo(graph, property)
  })
}

const untouched = (name: string): Verdict => ({ name, holds: true, witnessed: 0, trace: [], cycle: [], replay: [] })

/** Looks at every step of a walk and gives its verdicts at the end. */
export interface Judge<Machine extends AnyStateMachine, Memory> {
  readonly onStep: (step: Step<Machine, Memory>) => undefined
  readonly verdicts: () => readonly Verdict[]
}

/** Judges steps while a graph is being walked, so that it need not be walked twice: `explore(machine, { ...world, onStep })`. */
export function judgeOf<Machine extends AnyStateMachine, Memory>(
  safeties: readonly Safety<Machine, Memory>[],
): Judge<Machine, Memory> {
  const verdicts = new Map(safeties.map(({ name }) => [name, untouched(name)]))
  return {
    onStep: (step) => {
      for (const { name, when, holds } of safeties) {
        if (!when(step)) continue
        const known = verdicts.get(name) ?? untouched(name)
        const breach = known.holds && !holds(step) ? brokenBy(step.after) : {}
        verdicts.set(name, { ...known, witnessed: known.witnessed + 1, ...breach })
      }
    },
    verdicts: () => [...verdicts.values()],
  }
}

function brokenBy(place: Place<AnyStateMachine>): Pick<Verdict, 'holds' | 'trace' | 'replay'> {
  return { holds: false, trace: traceTo(place), replay: replayTo(place) }
}

function checkReach<Machine extends AnyStateMachine, Memory>(
  graph: Graph<Machine, Memory>,
  { name, reach }: Reachable<Machine, Memory>,
): Verdict {
  const goals = [...graph.places].filter(([, place]) => reach(place)).map(([key]) => key)
  const [lost] = cutOffFrom(graph, goals)
  const place = lost === undefined ? undefined : graph.places.get(lost)
  const verdict = { ...untouched(name), witnessed: goals.length }
  return place === undefined ? verdict : { ...verdict, ...brokenBy(place) }
}

function checkLeadsTo<Machine extends AnyStateMachine, Memory>(
  graph: Graph<Machine, Memory>,
  { name, from, to, among }: LeadsTo<Machine, Memory>,
): Verdict {
  const open = new Set([...graph.places].filter(([, place]) => !to(place)).map(([key]) => key))
  const begun = [...graph.places].filter(([key, place]) => open.has(key) && from(place)).map(([key]) => key)
  const lasso = lassoIn(graph, { open, begun, among: among ?? (() => true) })
  const entry = lasso === null ? undefined : graph.places.get(lasso.begin)
  const verdict = { ...untouched(name), witnessed: [...graph.places.values()].filter(from).length }
  if (lasso === null || entry === undefined) return verdict
  const { stem, cycle } = lasso
  const trace = [...traceTo(entry), ...stem]
  return { ...verdict, holds: false, trace, cycle, replay: replayAlong(graph, entry, [...stem, ...cycle]) }
}

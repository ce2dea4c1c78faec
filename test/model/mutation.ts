import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMachine } from 'xstate'
import { authMachine } from '../../machines/auth.machine.ts'
import type { AuthMachine } from '../../src/testing/auth-model/auth-place.ts'
import { reachable } from '../../src/testing/auth-model/liveness.ts'
import { safety } from '../../src/testing/auth-model/properties.ts'
import { authWorld } from '../../src/testing/auth-model/worlds.ts'
import { coverage } from '../../src/testing/explore/coverage.ts'
import { explore } from '../../src/testing/explore/explore.ts'
import { judgeMutant } from '../../src/testing/explore/judge-mutant.ts'
import { mutantsOf, type Mutant } from '../../src/testing/explore/mutants.ts'

/* Every operator on every declared transition of the chart. Takes minutes, so it runs by itself and is recorded. */

const began = performance.now()
// The shipped drawing with the shipped guards and actions, in an object of its own that mutants may alter.
const copy = createMachine(authMachine.config, authMachine.implementations) as unknown as AuthMachine
const graphs = (['revocation', 'queue', 'stepUp', 'session'] as const).map((name) => ({
  graph: explore(copy, authWorld(name)),
  reachable: name === 'queue' ? reachable.slice(0, 1) : reachable,
}))
const whole = new Set(graphs.flatMap(({ graph }) => [...graph.edges]))

/** By what a mutant dies; null where it lives. */
function deathOf(mutant: Mutant): string | null {
  const { edge, operator } = mutant
  if (operator === 'drop' && isOnlyOne(mutant)) return edge.event.startsWith('xstate.') ? 'S12' : 'S11'
  const left = new Set<string>()
  for (const { graph, reachable: promised } of graphs) {
    const { broken, edges } = judgeMutant(graph, mutant, { safety, reachable: promised })
    const [first] = broken
    if (first !== undefined) return first.split(' ')[0] ?? first
    for (const known of edges) left.add(known)
  }
  const lost = [...whole].filter((known) => !left.has(known) && known !== edge.id)
  return lost.length > 0 ? 'coverage' : null
}

/** Without it its state says nothing about the event, nor does a state around it: the cell is undecided. */
function isOnlyOne({ edge }: Mutant): boolean {
  if (edge.event === 'always') return false
  const around = mutants.filter(
    ({ edge: other, operator }) =>
      operator === 'drop' &&
      other.event === edge.event &&
      (other.source === edge.source || edge.source.startsWith(`${other.source}.`)),
  )
  return around.length === 1
}

const mutants = mutantsOf(copy)
const judged = mutants.map((mutant) => ({
  edge: mutant.edge.id,
  operator: mutant.operator,
  death: deathOf(mutant),
}))

const deaths = [...new Set(judged.map(({ death }) => death ?? 'survives'))].toSorted()
const operators = [...new Set(judged.map(({ operator }) => operator))]
const rows = operators.map((operator) => [
  operator,
  ...deaths.map(
    (death) => judged.filter((one) => one.operator === operator && (one.death ?? 'survives') === death).length,
  ),
])
const survivors = judged.filter(({ death }) => death === null).map(({ edge, operator }) => `${operator}: ${edge}`)

process.stdout.write(`${['operator', ...deaths].join('\t')}\n${rows.map((row) => row.join('\t')).join('\n')}\n`)
for (const survivor of survivors) process.stdout.write(`survives ${survivor}\n`)
const { edges } = coverage(copy, [])
const seconds = Math.round((performance.now() - began) / 1_000)
const result = { edges, mutants: judged.length, killed: judged.length - survivors.length, deaths, rows, survivors }
writeFileSync(join(import.meta.dirname, 'mutation.results.json'), `${JSON.stringify(result, null, 2)}\n`)
process.stdout.write(`${result.mutants} mutants, ${result.killed} killed, ${survivors.length} survive; ${seconds} s\n`)

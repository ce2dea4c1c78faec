import { assign, createMachine } from 'xstate'
import { describe as group, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import { describe } from '../../machines/describe.ts'
import { ignored } from '../../machines/ignored.ts'
import type { AuthMachine } from '../../src/testing/auth-model/auth-place.ts'
import { leadsTo, reachable } from '../../src/testing/auth-model/liveness.ts'
import { safety } from '../../src/testing/auth-model/properties.ts'
import { mutantsOf, type Mutant } from '../../src/testing/explore/mutants.ts'
import { checkProduct } from '../../src/testing/explore/product.ts'
import { breachOf, endlessIn } from './breach.ts'
import { cellsOf, forgottenIn } from './cells.ts'
import { kinds, namedMutants } from './kinds.ts'
import { invariants, shipped, strayIn, twoTabs, type Protocol } from './two-tabs.ts'

const copy = createMachine(authMachine.config, authMachine.implementations) as unknown as AuthMachine
const mutants = mutantsOf(copy)
const all = [...safety, ...leadsTo, ...reachable]
const nameOf = (start: string): string => all.find(({ name }) => name.startsWith(start))?.name ?? 'none'
const table: string[] = []

function mutantOf(operator: Mutant['operator'], edge: string): Mutant {
  const mutant = mutants.find((one) => one.operator === operator && one.edge.id === edge)
  if (mutant === undefined) throw new Error(`There is no such mutant: ${operator}: ${edge}`)
  return mutant
}

/** Every number of the design. */
const numbers = [17, 5].flatMap((last, index) =>
  Array.from({ length: last }, (_, at) => `${index === 0 ? 'S' : 'L'}${at + 1}`),
)

/** What no transition of one chart decides: the protocol between tabs, the drawing, what actions compare. */
const elsewhere: readonly (readonly [string, string, () => boolean])[] = [
  ['S2', 'skip the lock', () => breaches({ lock: false }, 'S2')],
  ['S3', 'skip the compare-and-swap', () => breachOf(credulous(), 'session', nameOf('S3'))[0] === 'start'],
  ['S10', 'skip a wipe', () => breaches({ wipes: false }, 'nothing brings a signed-out record back')],
  [
    'S11',
    'drop a transition',
    () =>
      mutantOf('drop', 'auth.session.ACTIVE > tab.committed [commitIsNewer] > auth.session.ACTIVE').during(
        hasForgotten,
      ),
  ],
  ['L5', 'skip the compare-and-swap', () => strayIn(twoTabs({ ...shipped, compares: false })).length > 0],
]

group('a promise', () => {
  it.each(namedMutants)('is broken by a mutant of a named kind: $breaks', ({ breaks, operator, edge, world }) => {
    const name = nameOf(breaks)
    const isSafety = safety.some((promise) => promise.name === name)
    const trace = mutantOf(operator, edge).during(() => (isSafety ? breachOf : endlessIn)(copy, world, name))
    expect(trace[0]).toBe('start')
    table.push(`${breaks}: ${kinds[operator]}: ${edge}`)
  })

  it.each(elsewhere)('is broken where more than one transition decides: %s, %s', (breaks, kind, isBroken) => {
    expect(isBroken()).toBe(true)
    table.push(`${breaks}: ${kind}`)
  })

  it('has such a mutant, whatever its number', () => {
    process.stdout.write(`${table.join('\n')}\n${table.length} promises break under a mutant of a named kind\n`)
    expect(numbers.filter((number) => !table.some((line) => new RegExp(`^${number}\\b`).test(line)))).toEqual([])
  })

  it('has one even without a number, unless actions alone keep it', () => {
    // Planted faults show that these can break.
    const byActions = [
      'S3',
      'S9 offline work',
      'S15 the chart',
      'E3 a stretch of working offline is told where it begins',
    ]
    const unbroken = all.filter(({ name }) => !namedMutants.some(({ breaks }) => name.startsWith(breaks)))
    expect(unbroken.map(({ name }) => name).filter((name) => !byActions.some((one) => name.startsWith(one)))).toEqual(
      [],
    )
  })
})

function breaches(skipped: Partial<Protocol>, name: string): boolean {
  const verdicts = checkProduct(twoTabs({ ...shipped, ...skipped }), invariants)
  return verdicts.some((verdict) => verdict.name.startsWith(name) && !verdict.holds)
}

/** A chart that believes every commit of another tab, whatever its generation. */
function credulous(): AuthMachine {
  return authMachine.provide({
    guards: { commitIsNewer: () => true },
    actions: { adoptSession: assign(({ event }) => (event.type === 'tab.committed' ? event.session : {})) },
  })
}

const hasForgotten = (): boolean => forgottenIn(cellsOf(describe(copy), ignored)).length > 0

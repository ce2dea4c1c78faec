import { createMachine } from 'xstate'
import { describe as group, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import type { AuthMachine } from '../../src/testing/auth-model/auth-place.ts'
import { leadsTo, reachable } from '../../src/testing/auth-model/liveness.ts'
import { safety } from '../../src/testing/auth-model/properties.ts'
import { mutantsOf } from '../../src/testing/explore/mutants.ts'
import { breachOf, endlessIn } from './breach.ts'
import { kinds, namedMutants } from './kinds.ts'

const copy = createMachine(authMachine.config, authMachine.implementations) as unknown as AuthMachine
const mutants = mutantsOf(copy)
const all = [...safety, ...leadsTo, ...reachable]
const nameOf = (start: string): string => all.find(({ name }) => name.startsWith(start))?.name ?? 'none'
const found: string[] = []

group('a promise', () => {
  it.each(namedMutants)('is broken by a mutant of a named kind: $breaks', ({ breaks, operator, edge, world }) => {
    const mutant = mutants.find((one) => one.operator === operator && one.edge.id === edge)
    expect(mutant?.edge.id).toBe(edge)
    const name = nameOf(breaks)
    const isSafety = safety.some((promise) => promise.name === name)
    const trace = mutant?.during(() => (isSafety ? breachOf : endlessIn)(copy, world, name)) ?? []
    expect(trace[0]).toBe('start')
    found.push(`${breaks}: ${kinds[operator]}: ${edge}`)
  })

  it('has such a mutant, whatever it is about', () => {
    process.stdout.write(`${found.join('\n')}\n${found.length} promises break under a mutant of a named kind\n`)
    // What these watch over is done by actions, whatever the transitions are; planted faults show that they can break.
    const elsewhere = [
      'S3',
      'S9 offline work',
      'S15 the chart',
      'E3 a stretch of working offline is told where it begins',
    ]
    const unbroken = all.filter(({ name }) => !namedMutants.some(({ breaks }) => name.startsWith(breaks)))
    expect(unbroken.map(({ name }) => name).filter((name) => !elsewhere.some((one) => name.startsWith(one)))).toEqual(
      [],
    )
  })
})

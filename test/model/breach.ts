import type { AuthMachine, AuthStep } from '../../src/testing/auth-model/auth-place.ts'
import { leadsTo, reachable } from '../../src/testing/auth-model/liveness.ts'
import { safety } from '../../src/testing/auth-model/properties.ts'
import { authWorld, type ScopeName } from '../../src/testing/auth-model/worlds.ts'
import { check } from '../../src/testing/explore/check.ts'
import { explore } from '../../src/testing/explore/explore.ts'
import { traceTo } from '../../src/testing/explore/place.ts'

/** A shortest way to the breach of a promise about single steps; empty where it is kept. */
export function breachOf(machine: AuthMachine, world: ScopeName, name: string): readonly string[] {
  const promise = safety.find((one) => one.name === name)
  let trace: readonly string[] = []
  const onStep = (step: AuthStep): 'stop' | undefined => {
    if (promise === undefined || trace.length > 0 || !promise.when(step) || promise.holds(step)) return undefined
    trace = traceTo(step.after)
    return 'stop'
  }
  explore(machine, { ...authWorld(world), onStep })
  return trace
}

/** The way to where a promise about what comes of it is broken; empty where it is kept. */
export function endlessIn(machine: AuthMachine, world: ScopeName, name: string): readonly string[] {
  const late = [...leadsTo, ...reachable].filter((promise) => promise.name === name)
  return check(explore(machine, authWorld(world)), late).flatMap(({ holds, trace }) => (holds ? [] : trace))
}

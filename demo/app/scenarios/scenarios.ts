import { endings } from './endings.ts'
import { outOfReach } from './out-of-reach.ts'
import type { Scenario } from './scenario.ts'
import { troubledDevice } from './troubled-device.ts'

export const scenarios = [...outOfReach, ...endings, ...troubledDevice] as const satisfies readonly Scenario[]

export type ScenarioId = (typeof scenarios)[number]['id']

export function scenarioOf(id: ScenarioId): Scenario {
  const found = scenarios.find((one) => one.id === id)
  if (found === undefined) throw new TypeError(`Cannot play ${id}: there is no such scenario`)
  return found
}

/** Null for a name that no story has. */
export function scenarioNamed(name: string | null): ScenarioId | null {
  return scenarios.find(({ id }) => id === name)?.id ?? null
}

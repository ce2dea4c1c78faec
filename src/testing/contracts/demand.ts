import type { Outcome } from '../../ports/outcome.ts'

/** A subject did not do what the port promises. */
export class ContractBreach extends Error {
  override readonly name = 'ContractBreach'
}

export function demand(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new ContractBreach(promise)
}

/** Compares by content: key order, prototypes and array-likes of the same bytes don't matter. */
export function demandEqual(actual: unknown, expected: unknown, promise: string): void {
  const [found, wanted] = [picture(actual), picture(expected)]
  if (found !== wanted) throw new ContractBreach(`${promise}: found ${found}, wanted ${wanted}`)
}

export function valueOf<Value>(outcome: Outcome<Value, unknown>): Value {
  if (outcome.ok) return outcome.value
  throw new ContractBreach(`The call succeeds: it failed with ${picture(outcome.failure)}`)
}

export function failureOf<Failure>(outcome: Outcome<unknown, Failure>): Failure {
  if (!outcome.ok) return outcome.failure
  throw new ContractBreach(`The call fails: it answered ${picture(outcome.value)}`)
}

/** For ports whose calls never reject: whatever happens is an answer. */
export async function answered<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    throw new ContractBreach(`The call never rejects: it did, with ${String(error)}`)
  }
}

function picture(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === undefined) return 'undefined'
    if (part instanceof Uint8Array)
      return `bytes ${Array.from(part, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
  })
}

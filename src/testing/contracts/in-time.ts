import { ContractBreach } from './demand.ts'

/** A second of the subject's time is ample for what needs none; a broken subject must not hang the suite. */
const ample = 1_000

/** The promise's value, or a breach when it is still open after ample time. */
export function inTime<Value>(
  pass: (milliseconds: number) => Promise<void>,
  promise: Promise<Value>,
  what: string,
): Promise<Value> {
  const late = async (): Promise<never> => {
    await pass(ample)
    throw new ContractBreach(`${what}: it did not end`)
  }
  return Promise.race([promise, late()])
}

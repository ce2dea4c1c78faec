import type { Instant } from '../machines/time.ts'

/** A fault of an actor with the moment it broke at: the chart has no clock to look it up. */
class DatedFault extends Error {
  override readonly name = 'DatedFault'
  readonly at: Instant

  constructor(at: Instant, cause: unknown) {
    super('Cannot finish: an actor of the chart broke', { cause })
    this.at = at
  }
}

/** Runs the work of an actor; what breaks it gets a date. */
export async function dated<Output>(now: () => Instant, work: () => PromiseLike<Output>): Promise<Output> {
  try {
    return await work()
  } catch (cause) {
    throw new DatedFault(now(), cause)
  }
}

import type { Step, StepResult } from './step.ts'

type Options = {
  readonly run: (step: Step) => Promise<StepResult>
  readonly done: (result: StepResult) => void
  /** Steps that may run at the same time. */
  readonly lanes: number
  /** Names that count as passed before the first step starts. */
  readonly passed: Iterable<string>
}

/** Runs every step once, each after what it depends on; a step whose dependency failed is reported as failed, not run. */
export async function schedule(steps: readonly Step[], { run, done, lanes, passed }: Options): Promise<void> {
  const passing = new Set(passed)
  const known = new Set([...passing, ...steps.map((step) => step.name)])
  const settled = new Set<string>(passing)
  const running = new Map<string, Promise<void>>()
  let waiting = [...steps]
  let aloneRunning = false

  const settle = (step: Step, result: StepResult): void => {
    running.delete(step.name)
    settled.add(step.name)
    if (step.alone === true) aloneRunning = false
    if (result.failed === 0) passing.add(step.name)
    done(result)
  }

  const canStart = (step: Step): boolean =>
    !aloneRunning &&
    running.size < (step.alone === true ? 1 : lanes) &&
    requirements(step).every((name) => passing.has(name))

  while (waiting.length > 0 || running.size > 0) {
    const blocked = waiting.find((step) =>
      requirements(step).some((name) => !known.has(name) || (settled.has(name) && !passing.has(name))),
    )
    const chosen = blocked ?? waiting.find(canStart)
    if (chosen === undefined) {
      if (running.size === 0) throw new Error('Cannot schedule the steps: they wait for each other')
      await Promise.race(running.values())
      continue
    }
    waiting = waiting.filter((step) => step !== chosen)
    if (chosen === blocked) {
      const missing = requirements(chosen).filter((name) => !passing.has(name))
      settle(chosen, {
        name: chosen.name,
        passed: 0,
        failed: 1,
        seconds: 0,
        output: `Not run: needs ${missing.join(', ')}\n`,
      })
      continue
    }
    if (chosen.alone === true) aloneRunning = true
    running.set(
      chosen.name,
      run(chosen).then((result) => settle(chosen, result)),
    )
  }
}

function requirements(step: Step): readonly string[] {
  return step.after ?? []
}

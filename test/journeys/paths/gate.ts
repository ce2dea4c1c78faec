import { AsyncLocalStorage } from 'node:async_hooks'

/** One run of one of the chart's actors, told from all others by the work that it does. */
export interface Run {
  readonly id: string
  /** What fails from now on: no timer can be set for it, its calls are refused, or not even the time can be told. */
  breaks: 'nothing' | 'timers' | 'calls' | 'clock'
  /** Lets it go on, at its first call to a port. */
  open(): void
  wait(): Promise<void>
}

/** Knows on whose behalf a port is called, and holds every call of an actor until its path says how the actor ends. */
export interface Gate {
  /** Work of the test itself, of the app and of other tabs: never held. */
  free<Value>(work: () => Value): Value
  /** From here on, until `leave`, calls are made for this run. */
  enter(id: string): Run
  leave(): void
  readonly current: Run | null
  /** The run that was entered last under this name. */
  latest(id: string): Run | null
  readonly runs: readonly Run[]
  /** What every port awaits first. Rejects where the run is to break. */
  pass(): Promise<void>
}

export function createGate(): Gate {
  const whose = new AsyncLocalStorage<Run | null>()
  const runs: Run[] = []
  const current = (): Run | null => whose.getStore() ?? null
  return {
    free: (work) => whose.run(null, work),
    enter(id) {
      const run = createRun(id)
      runs.push(run)
      whose.enterWith(run)
      return run
    },
    leave: () => whose.enterWith(null),
    get current() {
      return current()
    },
    latest: (id) => runs.findLast((run) => run.id === id) ?? null,
    runs,
    async pass() {
      const run = current()
      await run?.wait()
      if (run?.breaks === 'calls' || run?.breaks === 'clock')
        throw new Error('Planted: everything that this actor touches is broken')
    },
  }
}

function createRun(id: string): Run {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { id, breaks: 'nothing', open, wait: () => opened }
}

import { Worker } from 'node:worker_threads'

/** What the thread beside the simulation goes by. */
export interface Watch {
  /** The last seed whose schedule has ended. */
  readonly ended: Int32Array
  /** Milliseconds without an end after which the process is stopped. */
  readonly patience: number
}

/** As long as the slowest schedule and the making smaller of what it found take on a busy machine, many times over. */
const patience = 300_000

/**
 * Stops this process, with a word, where no schedule ends any more: a loop of promises never gives this thread back, so another
 * one has to look. Returns what is to be called after each schedule.
 */
export function watchForEnds(seed: number, most = patience): (seed: number) => void {
  const ended = new Int32Array(new SharedArrayBuffer(4))
  ended[0] = seed - 1
  const watch: Watch = { ended, patience: most }
  new Worker(new URL('watcher.ts', import.meta.url), { workerData: watch, execArgv: [] }).unref()
  return (last) => void Atomics.store(ended, 0, last)
}

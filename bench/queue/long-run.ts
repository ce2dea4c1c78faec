import type { Target } from './outbox.ts'
import { ownOutbox } from './own.ts'
import type { LongRun } from './queue-run.ts'

const items = 10_000
const boots = 5

/** Ten thousand waiting items: what a start costs, what they hold, and whether the page stays usable while they leave. */
export async function measureLong(target: Target, name: string): Promise<LongRun> {
  await fill(target, name, items)
  const before = heap()
  const outbox = await ownOutbox(target, { name })
  const tasks = longTasks()
  const tenths: number[] = []
  let settled = 0
  let since = 0
  outbox.queue.on('settled', () => {
    settled += 1
    if (settled % (items / 10) > 0) return
    tenths.push((performance.now() - since) / (items / 10))
    since = performance.now()
  })
  await outbox.firstSend()
  const heapBytes = heap() - before
  since = performance.now()
  await outbox.drain()
  const { longest, count } = await tasks.end()
  outbox.dispose()
  const { bootOne, bootFull } = await measureBoots(target, name)
  return { items, tenths, longestTask: longest, longTasks: count, bootFull, bootOne, heapBytes }
}

/** Each beside the other, so that a busy machine is busy for both. */
async function measureBoots(target: Target, name: string): Promise<Pick<LongRun, 'bootOne' | 'bootFull'>> {
  const [full, one] = [`${name}, full`, `${name}, one`]
  await fill(target, full, items)
  await fill(target, one, 1)
  const bootOne: number[] = []
  const bootFull: number[] = []
  for (let boot = 0; boot < boots; boot += 1) {
    bootOne.push(await bootOf(target, one))
    bootFull.push(await bootOf(target, full))
  }
  return { bootOne, bootFull }
}

async function fill(target: Target, name: string, count: number): Promise<void> {
  const outbox = await ownOutbox(target, { name })
  for (let left = count; left > 0; left -= 1_000) await outbox.addMany(Math.min(left, 1_000))
  outbox.auth.dispose()
}

/** The context ends before the answer: the item goes on waiting. */
async function bootOf(target: Target, name: string): Promise<number> {
  const begun = performance.now()
  const outbox = await ownOutbox(target, { name, unanswered: true })
  await outbox.firstSend()
  const took = performance.now() - begun
  outbox.dispose()
  return took
}

function longTasks(): { end(): Promise<{ readonly longest: number; readonly count: number }> } {
  let longest = 0
  let count = 0
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      longest = Math.max(longest, duration)
      count += 1
    }
  })
  observer.observe({ type: 'longtask' })
  return {
    async end() {
      // Entries arrive with the next frame.
      await new Promise((resolve) => setTimeout(resolve, 100))
      observer.disconnect()
      return { longest, count }
    },
  }
}

/** Chromium's own figure; exact and collected only where it was started so. */
function heap(): number {
  const { gc, performance: own } = globalThis as unknown as {
    readonly gc?: () => void
    readonly performance: { readonly memory?: { readonly usedJSHeapSize: number } }
  }
  gc?.()
  return own.memory?.usedJSHeapSize ?? Number.NaN
}

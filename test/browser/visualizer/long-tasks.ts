import type { Browser, Page } from 'playwright'

interface TraceEvent {
  readonly name: string
  readonly tid: number
  readonly pid: number
  /** Microseconds the thread worked, whatever else the machine did meanwhile. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const longMicroseconds = 50_000

/** Tasks of the page's main thread that worked longer than 50 ms (W3C Long Tasks), in milliseconds of its own time. */
export async function longTasks(browser: Browser, tab: Page, act: () => Promise<unknown>): Promise<readonly number[]> {
  await browser.startTracing(tab, { categories: ['toplevel', '__metadata'] })
  await act()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[]
  }
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && threads.has(`${pid} ${tid}`))
    .flatMap(({ tdur = 0 }) => (tdur > longMicroseconds ? [tdur / 1_000] : []))
}

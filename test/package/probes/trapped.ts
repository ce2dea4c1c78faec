/** What a browser, a worker or Node puts on the global object, and a module has no business with while it is being loaded. */
const traps = [
  'window document self frames location history navigator screen localStorage sessionStorage indexedDB caches cookieStore',
  'BroadcastChannel MessageChannel Worker SharedWorker WebSocket EventSource XMLHttpRequest Notification matchMedia',
  'fetch crypto performance requestAnimationFrame requestIdleCallback addEventListener postMessage alert',
  'setTimeout setInterval setImmediate process Buffer require __dirname',
].flatMap((names) => names.split(' '))

const touched: string[] = []

/** Loads a module with every global of the list trapped; what it touched is told by name. */
async function load(name: string): Promise<void> {
  const before = new Map(traps.map((trap) => [trap, Object.getOwnPropertyDescriptor(globalThis, trap)]))
  for (const [trap, descriptor] of before) {
    if (descriptor?.configurable === false) throw new Error(`Cannot trap ${trap}`)
    Object.defineProperty(globalThis, trap, {
      configurable: true,
      get(): unknown {
        touched.push(`${name} reads ${trap}`)
        return descriptor?.get === undefined ? (descriptor?.value as unknown) : descriptor.get.call(globalThis)
      },
      set() {
        touched.push(`${name} writes ${trap}`)
      },
    })
  }
  const known = new Set(Object.getOwnPropertyNames(globalThis))
  try {
    await import(name)
  } finally {
    for (const [trap, descriptor] of before) {
      Reflect.deleteProperty(globalThis, trap)
      if (descriptor !== undefined) Object.defineProperty(globalThis, trap, descriptor)
    }
  }
  for (const added of Object.getOwnPropertyNames(globalThis).filter((one) => !known.has(one))) {
    touched.push(`${name} adds ${added}`)
  }
}

const [neighbours = '', entries = ''] = process.argv.slice(2)
// What others do while they are loaded is theirs.
for (const neighbour of neighbours.split(',').filter(Boolean)) await import(neighbour)
const names = entries.split(',')
for (const name of names) await load(name)
process.stdout.write(`${JSON.stringify({ loaded: names.length, touched })}\n`)

/**
 * Keeps the demo's built shell, so that a reload works with the network cut. It stores what the build listed and
 * nothing else: no answer of the provider, the API or the world ever passes through it.
 */
declare const __SHELL_FILES__: readonly string[]
declare const __SHELL_VERSION__: string
declare const self: ShellWorker

interface ShellWorker {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void
  addEventListener(type: 'fetch', listener: (event: ShellRequest) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  readonly location: Location
}

interface Extendable {
  waitUntil(work: Promise<unknown>): void
}

interface ShellRequest extends Extendable {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

const files = __SHELL_FILES__
const page = '/index.html'
const cacheName = `shell ${__SHELL_VERSION__}`
// A line that hangs is as good as none: the page is worth more than its newest version.
const patienceMs = 3000

self.addEventListener('install', (event) => {
  event.waitUntil(store())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (/^\/(__world|bff\/)/.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(networkFirst(request))
  else if (url.pathname !== page && files.includes(url.pathname)) event.respondWith(cacheFirst(request))
})

async function store(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll(files.map((file) => new Request(file, { cache: 'reload', credentials: 'omit' })))
  await self.skipWaiting()
}

async function takeOver(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith('shell ') && name !== cacheName).map((name) => caches.delete(name)),
  )
  await self.clients.claim()
}

async function networkFirst(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) })
    if (answer.status < 500) return answer
  } catch {
    // No line, or one too slow.
  }
  const stored = await caches.match(page, { cacheName })
  return stored ?? Response.error()
}

async function cacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName })) ?? fetch(request)
}

import { jsonApi } from '../../../adapters/identity/json-api.ts'
import { browser } from '../../../adapters/presets/browser.ts'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import { createAuth } from '../../../src/create-auth.ts'
import type { Auth } from '../../../src/auth.ts'
import type { Store } from '../../../src/ports/store.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/index.ts'
import { acknowledgedFirst, type FaultPoint, type Task } from './faults.ts'

/* A tab of the ledger's app: signs in, writes notes, tells the server which were acknowledged. Dies where it is told to. */

const task = JSON.parse(decodeURIComponent(location.hash.slice(1))) as Task
let left = task.fault?.at ?? 0
let acknowledged = 0

/** The server kills the browser when it hears this; it never answers. */
async function reach(point: FaultPoint): Promise<void> {
  if (task.fault?.point !== point || acknowledged < acknowledgedFirst) return
  left -= 1
  if (left === 0) await fetch(`/fault/${point}`, { method: 'POST' })
}

function mortal(store: Store): Store {
  return {
    ...store,
    async commit(checks, writes, options) {
      const stores = writes.some((write) => write.do === 'append')
      const settles = writes.some((write) => write.do === 'delete' && write.key.kind === 'queue')
      if (stores) await reach('storing')
      const done = await store.commit(checks, writes, options)
      if (done.ok && stores) await reach('stored')
      if (done.ok && settles) await reach('settled')
      return done
    },
  }
}

const mortalFetch: typeof fetch = async (input, init) => {
  if (typeof input !== 'string' || !input.endsWith('/notes')) return fetch(input, init)
  await reach('claimed')
  const headers = new Headers(init?.headers)
  headers.set('x-tab', String(task.tab))
  const response = await fetch(input, { ...init, headers })
  await reach('answered')
  return response
}

/**
 * Before anything of ours opens it: a browser that was killed while it wrote may give back an empty disk. What was on it
 * then is lost to any client, and has to be told from what a client loses.
 */
async function isDiskThere(): Promise<boolean> {
  const databases = await indexedDB.databases()
  if (!databases.some(({ name }) => name === 'ledger')) return false
  const database = await new Promise<IDBDatabase | null>((resolve) => {
    const request = indexedDB.open('ledger')
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => resolve(null))
  })
  if (database === null) return false
  const rows = await new Promise<number>((resolve) => {
    if (!database.objectStoreNames.contains('rows')) return resolve(0)
    const request = database.transaction('rows').objectStore('rows').count()
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => resolve(0))
  })
  database.close()
  return rows > 0
}

if (task.tab === 0 && !(await isDiskThere())) await fetch('/empty-disk', { method: 'POST' })

const note = defineOperation<{ lane: string; text: string }>({
  name: 'note',
  version: 1,
  lane: ({ lane }) => lane,
  request: (variables) => ({ method: 'POST', url: `${location.origin}/notes`, json: variables }),
})

const auth = createAuth({
  platform: browser({ name: 'ledger', fetch: mortalFetch }),
  identity: jsonApi({
    issuer: location.origin,
    client: 'ledger',
    login: `${location.origin}/login`,
    refresh: `${location.origin}/refresh`,
    user: `${location.origin}/user`,
  }),
  store: mortal(indexedDb({ name: 'ledger' })),
  offlineFor: '7d',
  queue: durableQueue({ operations: [note] }),
})

function isMine({ state }: Auth): boolean {
  return state.isAuthenticated && state.user?.name === task.user
}

async function signIn(): Promise<void> {
  await auth.ready
  for (;;) {
    if (isMine(auth)) return
    const { status } = auth.state
    if (task.tab === 0 && status === 'SIGNED_OUT') await enter()
    else if (task.tab === 0 && status === 'REAUTH_REQUIRED' && auth.state.user?.name === task.user) await enter()
    else if (task.tab === 0 && status !== 'RESTORING') await auth.signOut({ pending: 'keep' })
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function enter(): Promise<void> {
  await auth.signIn({ via: 'credentials', credentials: { username: task.user, password: 'secret' } }).catch(() => null)
}

async function write(): Promise<void> {
  const { queue } = auth
  if (queue === null) return
  for (let count = 0; count < task.items; count += 1) {
    const lane = ['a', 'b', 'c'][count % 3] ?? 'a'
    const text = [task.user, lane, task.tab, String(task.round).padStart(5, '0'), String(count).padStart(3, '0')].join(
      ' ',
    )
    // A session that has just ended, or is ending, accepts nothing: nothing was acknowledged then.
    const receipt = await queue.enqueue(note, { lane, text }).catch(() => null)
    if (receipt === null) continue
    await fetch('/accepted', { method: 'POST', body: text })
    acknowledged += 1
  }
}

/** The disk is asked: what a page has not read yet is not nothing. */
async function holdsNothing(): Promise<boolean> {
  const held = await auth.queue?.export().catch(() => null)
  return held?.length === 0
}

async function tellIdle(): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    if (!isMine(auth) || auth.state.status !== 'ACTIVE' || !(await holdsNothing())) continue
    if (isMine(auth)) break
  }
  await fetch('/idle', { method: 'POST', body: task.user })
}

void (async () => {
  await signIn()
  await write()
  await tellIdle()
})()

import { memory, memoryDisk, type MemoryDisk } from '../../adapters/storage/memory.ts'
import { accountHash, type AccountHash } from '../../machines/facts.ts'
import type { DrainOutcome, QueueFacts, RecheckOutcome } from '../../machines/outcomes.ts'
import { generation, type Generation } from '../../machines/time.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Tabs } from '../../src/ports/world.ts'
import { defineOperation, type Operation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import type { QueueHost, QueuePart } from '../../src/queue/part.ts'
import type { DurableQueueOptions } from '../../src/queue/settings.ts'
import { seededRandom } from '../../src/testing/fakes/seeded-random.ts'
import { tabsInOneProcess, type TabsInOneProcess } from '../../src/testing/fakes/tabs-in-one-process.ts'
import { virtualClock, type VirtualClock } from '../../src/testing/fakes/virtual-clock.ts'
import { rowKey, sessionColumns } from '../../src/vault/account-rows.ts'
import { ledgerServer, type LedgerServer } from './ledger-server.ts'

export interface Note {
  readonly lane: string
  readonly text: string
}

export const ada = accountHash('ada')
export const grace = accountHash('grace')

/** The part of a world that outlives its tabs: disk, server, time and the tabs' shared platform. */
export interface QueueWorld {
  readonly server: LedgerServer
  readonly clock: VirtualClock
  readonly disk: MemoryDisk
  readonly hub: TabsInOneProcess
  readonly note: Operation<Note>
  readonly applied: Note[]
  readonly rolledBack: Note[]
  openTab(options?: TabOptions): QueueTab
  end(): Promise<void>
}

export interface TabOptions extends Partial<DurableQueueOptions> {
  readonly account?: AccountHash
  /** Stands between the queue and the disk. */
  readonly around?: (store: Store) => Store
}

export interface QueueTab {
  readonly part: QueuePart
  readonly api: QueuePart['api']
  readonly store: Store
  /** What this context's session is; changed by tests as the world would. */
  readonly session: { account: AccountHash | null; generation: Generation; status: 'live' | 'signed_out' | 'locked' }
  readonly reports: string[]
  readonly facts: QueueFacts[]
  /** How `confirm` answers. */
  confirms: 'answered' | 'silent' | 'portal'
  readonly denied: Set<string>
  /** Where the token may go. */
  readonly origins: string[]
  /** False while the session has no live token to give. */
  hasToken: boolean
  /** Takes the lock, as the chart does in STANDBY. */
  take(signal?: AbortSignal): Promise<number>
  recheck(fence: number): Promise<RecheckOutcome>
  drain(fence: number, signal?: AbortSignal): Promise<DrainOutcome>
  /** What the chart does while ACTIVE and nothing is to be waited for: lock, check, drain until nothing can be sent. */
  sendAll(): Promise<DrainOutcome>
  /** The context is gone, whatever it was doing. */
  kill(): void
}

export async function queueWorld(): Promise<QueueWorld> {
  const server = await ledgerServer()
  const clock = virtualClock()
  const disk = memoryDisk()
  const hub = tabsInOneProcess(clock)
  const random = seededRandom(1)
  const applied: Note[] = []
  const rolledBack: Note[] = []
  const tabs: QueueTab[] = []
  const note = defineOperation<Note>({
    name: 'note.create',
    version: 1,
    lane: ({ lane }) => lane,
    capability: 'note.create',
    request: (variables) => ({ method: 'POST', url: `${server.origin}/notes`, json: variables }),
    apply: (variables) => void applied.push(variables),
    rollback: (variables) => void rolledBack.push(variables),
  })
  await signIn(memory({ disk, clock }), ada)
  await signIn(memory({ disk, clock }), grace)

  const openTab = ({ account = ada, around = (store) => store, ...options }: TabOptions = {}): QueueTab => {
    const store = around(memory({ disk, clock }))
    const platformTab = hub.open()
    const tab = makeTab({ store, platformTab, account, options, world: { server, clock, random, hub, note } })
    tabs.push(tab)
    return tab
  }
  return {
    server,
    clock,
    disk,
    hub,
    note,
    applied,
    rolledBack,
    openTab,
    async end() {
      for (const tab of tabs) tab.kill()
      await server.end()
    },
  }
}

export async function signIn(store: Store, account: AccountHash): Promise<void> {
  await store.keys.ensure({ scope: 'account', account })
  const clear = sessionColumns({ generation: generation(1), stateClass: 'live' })
  const row = {
    key: rowKey('session', account),
    sessionId: `login-${account}`,
    revision: 1,
    clear,
    sealed: null,
    seq: null,
  }
  await store.commit([], [{ do: 'put', row }])
}

interface Parts {
  readonly store: Store
  readonly platformTab: Tabs
  readonly account: AccountHash
  readonly options: Partial<DurableQueueOptions>
  readonly world: Pick<QueueWorld, 'server' | 'clock' | 'hub' | 'note'> & { readonly random: QueueHost['random'] }
}

function makeTab({ store, platformTab, account, options, world }: Parts): QueueTab {
  const { server, clock, random, hub, note } = world
  const requests = new AbortController()
  const session: QueueTab['session'] = { account, generation: generation(1), status: 'live' }
  const reports: string[] = []
  const facts: QueueFacts[] = []
  const denied = new Set<string>()
  const origins = [server.origin]
  const token = () => ({ token: `${session.account}.${session.generation}`, generation: session.generation })
  const host: QueueHost = {
    store,
    clock,
    random,
    tabs: platformTab,
    fetch: globalThis.fetch,
    access: {
      origins,
      signal: requests.signal,
      async access() {
        if (!tab.hasToken) throw new Error('There is no token now')
        return token()
      },
      async rejected({ generation: used }) {
        // One refresh for everybody who was refused with the same token.
        if (session.generation === used) session.generation = generation(used + 1)
        return token()
      },
    },
    owner: () => (session.status === 'live' ? session.account : null),
    current: () =>
      session.account === null || session.status !== 'live'
        ? null
        : { account: session.account, sessionId: `login-${session.account}` },
    admits: () => (session.status === 'live' ? { ok: true } : { ok: false, reason: session.status }),
    confirm: async () => tab.confirms,
    permits: (capability) => !denied.has(capability),
    flush: () => {},
    changed: (now) => void facts.push(now),
    report: (code) => void reports.push(code),
  }
  const part = durableQueue({ operations: [note], ...options }).create(host)
  platformTab.subscribe(() => part.reread())
  const signal = (): AbortSignal => new AbortController().signal
  const owner = () => session.account
  const tab: QueueTab = {
    part,
    api: part.api,
    store,
    session,
    reports,
    facts,
    denied,
    origins,
    confirms: 'answered',
    hasToken: true,
    async take(until = signal()) {
      const lock = await part.drainerLock({ account: owner() }, until)
      if (lock.kind !== 'acquired') throw new Error('The lock was not free')
      return lock.fence
    },
    recheck: (fence) => part.recheck({ account: owner(), fence }, signal()),
    drain: (fence, until = signal()) => part.drain({ account: owner(), fence }, until),
    async sendAll() {
      const fence = await tab.take()
      await tab.recheck(fence)
      for (;;) {
        const outcome = await tab.drain(fence)
        if ('queue' in outcome && outcome.queue.sendable > 0 && outcome.kind === 'drained') continue
        part.release()
        return outcome
      }
    },
    kill() {
      requests.abort()
      hub.kill(platformTab)
      part.dispose()
      store.dispose()
    },
  }
  return tab
}

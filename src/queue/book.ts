import type { AccountHash } from '../../machines/facts.ts'
import type { QueueFacts } from '../../machines/outcomes.ts'
import type { KeyFailure } from '../ports/keys.ts'
import type { Check, Row, RowKey, Store, StoreFailure, Write } from '../ports/store.ts'
import type { Clock } from '../ports/world.ts'
import { bodyKey } from './body-row.ts'
import { pausesOf, writePause } from './fence-row.ts'
import { headKey, headOfRow, rowOfHead } from './head-row.ts'
import { follow, sealChange } from './change-rows.ts'
import type { ItemBody, ItemHead, Trace } from './item.ts'
import { isOver, isUnsent } from './item-state.ts'
import type { OriginPause, OriginPauses } from './origin-pause.ts'
import { plan, type Plan } from './planner.ts'
import type { ServerId } from './references.ts'
import { openStanding, type Counts } from './standing.ts'

/** One item from what it was read as to what it becomes. `done` and `cancelled` delete its rows. */
export interface Change {
  readonly from: ItemHead
  readonly to: ItemHead
  readonly trace: Trace
  /** Where the request is written anew: only while no attempt can have reached the server. */
  readonly body?: ItemBody
  /** Of a finished item: what the server called it. `keeps`: for items that are not enqueued yet. */
  readonly result?: { readonly id: ServerId | null; readonly keeps: boolean }
}

export interface Terms {
  /** The drainer's fence; null for changes that any tab may make. */
  readonly fence: Check | null
  /** What else has to hold. */
  readonly checks?: readonly Check[]
  readonly pause?: { readonly origin: string; readonly to: OriginPause | null }
}

/** An item and a pause as they will stand after the transaction that is being put together. */
export interface Supposed {
  readonly head: ItemHead
  readonly pause: OriginPause | null | 'keep'
}

export type Written =
  /** `heads`: as written, those asked for last. `dependants`: what followed for others. */
  | { readonly kind: 'written'; readonly heads: readonly ItemHead[]; readonly dependants: readonly Change[] }
  | { readonly kind: 'conflict'; readonly key: RowKey }
  | { readonly kind: 'failed'; readonly failure: StoreFailure | KeyFailure }

/** One account's queue as this context last saw it. Its methods run one at a time; see `Desk.turn`. */
export interface Book {
  readonly account: AccountHash
  readonly loaded: boolean
  /** In store order. */
  heads(): Iterable<ItemHead>
  get(id: string): ItemHead | undefined
  /** Whether another item depends on this one. */
  needs(id: string): boolean
  /** Of those that can be read. */
  readonly counts: Counts
  /** Unsent items that have left since this book was opened, other than by being given up here. */
  readonly delivered: number
  pause(origin: string): OriginPause | null
  /** Rows that can't be read. They stay on disk, hold nobody up and are shown as such. */
  readonly unreadable: ReadonlySet<string>
  setAside(id: string): void
  /** Reads every head again; null when that went well. */
  load(): Promise<StoreFailure | null>
  /** Another context's items stand between those known here: it said so, and nobody may have heard it. */
  readonly isBehind: boolean
  /** Reads the heads that were stored after the last one known; null when that went well. */
  catchUp(): Promise<StoreFailure | null>
  /** Claims, settles and other changes, with what they mean for dependants: all in one transaction or none. */
  write(changes: readonly Change[], terms: Terms): Promise<Written>
  /** An item that has just been stored. */
  add(head: ItemHead): void
  /** What could be claimed now, also if something that is not written yet were. */
  plan(supposed?: Supposed): Plan
  facts(): QueueFacts
  /** Rises with every change. */
  readonly version: number
}

/** `store` is read anew each time: the host may have to replace it. */
export interface BookHost {
  readonly store: Store
  readonly clock: Pick<Clock, 'wall'>
}

export function openBook(account: AccountHash, host: BookHost): Book {
  let standing = openStanding([], [])
  let pauses: OriginPauses = new Map()
  let loaded = false
  let version = 0
  let delivered = 0
  /** Every head up to this place has been read. */
  let known = 0
  let isBehind = false

  const adopt = (heads: readonly ItemHead[]): void => {
    for (const head of heads) {
      if (head.state === 'done' && standing.get(head.id) !== undefined) delivered += 1
      if (isOver(head.state)) standing.remove(head.id)
      else standing.put(head)
    }
    version += 1
  }

  const readTo = (rows: readonly Row[]): void => {
    known = rows.reduce((last, { seq }) => Math.max(last, seq ?? 0), known)
    isBehind = false
  }

  const now = (paused = pauses): Plan => plan(standing.lanes, { now: host.clock.wall(), pauses: paused })

  const planned = (supposed?: Supposed): Plan => {
    const before = supposed === undefined ? undefined : standing.get(supposed.head.id)
    if (supposed === undefined || before === undefined) return now()
    const { head, pause } = supposed
    const { lanes, hidden } = standing
    if (hidden.has(head.id)) return now()
    // Changed for the question alone.
    lanes.remove(before)
    lanes.add(head)
    const answer = now(pause === 'keep' ? pauses : withPause(pauses, head.origin, pause))
    lanes.remove(head)
    lanes.add(before)
    return answer
  }

  return {
    account,
    get loaded() {
      return loaded
    },
    get unreadable() {
      return standing.hidden
    },
    get counts() {
      return standing.counts
    },
    get delivered() {
      return delivered
    },
    get version() {
      return version
    },
    heads: () => standing.heads(),
    get: (id) => standing.get(id),
    needs: (id) => standing.needing(id).length > 0,
    pause: (origin) => pauses.get(origin) ?? null,
    setAside(id) {
      standing.hide(id)
      version += 1
    },
    async load() {
      const read = await host.store.read([
        { by: 'account', kind: 'queue', account },
        { by: 'account', kind: 'fence', account },
      ])
      if (!read.ok) return read.failure
      const rows = read.value.filter(({ key }) => key.kind === 'queue')
      const found = rows.map((row) => [row.key.id, headOfRow(row)] as const)
      // What could not be opened before is tried again only when its row has changed.
      const revisions = new Map(rows.map((row) => [row.key.id, row.revision]))
      const before = standing
      const stillBad = [...before.hidden].filter(
        (id) => revisions.has(id) && before.get(id)?.revision === revisions.get(id),
      )
      standing = openStanding(
        found.flatMap(([, head]) => (head === null || isOver(head.state) ? [] : [head])),
        [...stillBad, ...found.flatMap(([id, head]) => (head === null ? [id] : []))],
      )
      for (const { id, state } of before.heads()) if (isUnsent(state) && !revisions.has(id)) delivered += 1
      pauses = pausesOf(read.value)
      loaded = true
      version += 1
      readTo(rows)
      return null
    },
    get isBehind() {
      return isBehind
    },
    async catchUp() {
      const read = await host.store.read([{ by: 'account', kind: 'queue', account, after: known }])
      if (!read.ok) return read.failure
      adopt(read.value.flatMap((row) => headOfRow(row) ?? []))
      for (const row of read.value) if (headOfRow(row) === null) standing.hide(row.key.id)
      readTo(read.value)
      return null
    },
    async write(changes, { fence, pause, checks: further = [] }) {
      const dependants = await follow(host, standing, changes)
      if (dependants === null) return { kind: 'failed', failure: { kind: 'timeout' } }
      if ('moved' in dependants) return { kind: 'conflict', key: headKey(account, dependants.moved.id) }
      const all = [...dependants, ...changes]
      const heads: ItemHead[] = []
      const rows: Row[] = []
      for (const change of all) {
        const sealed = await sealChange(host, change)
        if (!sealed.ok) return { kind: 'failed', failure: sealed.failure }
        heads.push(sealed.value.head)
        rows.push(...sealed.value.rows)
      }
      const checks: Check[] = [
        ...(fence === null ? [] : [fence]),
        ...further,
        ...all.map(({ from: { id, sessionId, revision } }) => ({ key: headKey(account, id), sessionId, revision })),
      ]
      const writes = [
        ...heads.flatMap(writesFor),
        ...rows.map((row): Write => ({ do: 'put', row })),
        ...(pause ? [writePause(account, pause.origin, pause.to)] : []),
      ]
      const done = await host.store.commit(checks, writes)
      if (!done.ok) {
        const { failure } = done
        return failure.kind === 'conflict' ? failure : { kind: 'failed', failure }
      }
      if (pause) pauses = withPause(pauses, pause.origin, pause.to)
      adopt(heads)
      return { kind: 'written', heads, dependants }
    },
    add(head) {
      if (head.seq === known + 1) known = head.seq
      else isBehind = true
      adopt([head])
    },
    plan: planned,
    facts() {
      const { sendable, nextAttemptAt } = now()
      return { pending: standing.counts.unsent, sendable, nextAttemptAt }
    },
  }
}

function writesFor(head: ItemHead): readonly Write[] {
  const { account, id, state } = head
  if (!isOver(state)) return [{ do: 'put', row: rowOfHead(head) }]
  return [
    { do: 'delete', key: headKey(account, id) },
    { do: 'delete', key: bodyKey(account, id) },
  ]
}

function withPause(pauses: OriginPauses, origin: string, pause: OriginPause | null): OriginPauses {
  const next = new Map(pauses)
  if (pause === null) next.delete(origin)
  else next.set(origin, pause)
  return next
}

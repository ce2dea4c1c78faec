import type { Duration, Instant } from '../../machines/time.ts'
import type { Outcome } from './outcome.ts'
import type { Store } from './store.ts'

/** The only place that knows the time. */
export interface Clock {
  /** Local wall clock. May jump. */
  wall(): Instant
  /** Milliseconds that only rise; may stop while the device sleeps. */
  monotonic(): number
  /**
   * Calls `wake` once the wall clock has reached `at`, also when that is years away, after a sleep, or already past
   * (then soon, never synchronously). Returns a cancel that makes sure `wake` is not called any more.
   */
  wakeAt(at: Instant, wake: () => void): () => void
  /**
   * Calls `wake` once this many milliseconds have passed by the monotonic clock, however the wall clock is set meanwhile:
   * for deadlines and pauses (RF-05). Returns a cancel, as `wakeAt` does.
   */
  wakeAfter(span: number, wake: () => void): () => void
  /** Tells what happens to this context. Returns an unsubscribe. */
  lifecycle(listener: (event: LifecycleEvent) => void): () => void
}

/** `woke`: visible or resumed again. `hiding`: may be frozen or killed from now on. `restored`: came back from bfcache. */
export type LifecycleEvent = 'woke' | 'hiding' | 'restored'

/** Where chance comes from. */
export interface Random {
  /** What is missing for it to work at all: `createAuth` refuses it. */
  readonly lacks?: 'crypto' | null
  /** A URL-safe identifier with at least 128 random bits. */
  id(): string
  /** Evenly spread in [0, 1). */
  unit(): number
}

/** What the platform says about the network. `offline` is believed; `online` is only a hint. */
export type NetworkReading = 'online' | 'offline' | 'unknown'

/** What a probe found. */
export type ProbeAnswer = 'reached' | 'nothing' | 'portal'

/** What the device knows of its network. */
export interface Connectivity {
  current(): NetworkReading
  subscribe(listener: (reading: NetworkReading) => void): () => void
  /** One cheap request that tells a portal from the internet. Null where the app has no address for it. */
  readonly probe: ((signal: AbortSignal) => Promise<Outcome<ProbeAnswer, { readonly kind: 'unavailable' }>>) | null
}

/** A hint to other contexts. Carries no token, no claim, no name; receivers re-read the record (MT-08). */
export interface TabMessage {
  readonly version: 1
  readonly kind: 'committed' | 'signed_in' | 'signed_out' | 'ended' | 'queue_changed' | 'index_changed'
  /** Account hash, or '' for the device topic. */
  readonly account: string
  readonly generation: number
}

/** Locks and messages between the contexts of one origin. */
export interface Tabs {
  /**
   * Runs `work` while holding the name over all contexts of the app, first come first served. `busy` when the name was
   * not free within `timeout` (null: waits for ever); `aborted` when the signal ended the wait; `work` has not run in both cases.
   * Never steals. A context that dies gives the name back. Once `work` runs, nothing here interrupts it.
   */
  exclusive<Value>(
    name: string,
    work: () => Promise<Value>,
    options: { readonly timeout: Duration | null; readonly signal: AbortSignal },
  ): Promise<Outcome<Value, { readonly kind: 'busy' | 'aborted' }>>
  /** Tells the other contexts, never this one. Best effort. */
  announce(message: TabMessage): void
  /** Malformed messages never arrive. */
  subscribe(listener: (message: TabMessage) => void): () => void
  /** False when this context is alone by nature (server, native app). */
  readonly shared: boolean
  dispose(): void
}

/** The address bar, for redirect sign-ins. */
export interface Navigation {
  /** Null where there is no page. */
  url(): string | null
  /** Leaves for the provider. */
  assign(url: string): void
  /** Replaces the visible address without loading, to drop callback parameters from the history (OL-06). */
  replace(url: string): void
  /**
   * A name of this tab that outlives its pages and that no other tab has: a sign-in comes back to the tab that began it
   * (OL-02). `fresh` is taken where it has none yet. Null where nothing can be kept for one tab. Absent: tabs aren't told apart.
   */
  tab?(fresh: string): string | null
}

/** Everything a platform brings, as one option. Each port can be given alone as well. */
export interface Platform {
  readonly clock: Clock
  readonly random: Random
  readonly tabs: Tabs
  readonly connectivity: Connectivity
  readonly navigation: Navigation | null
  readonly fetch: typeof globalThis.fetch
  /** A store for a context where nothing can be kept: private windows, blocked storage. Each call makes a new one. */
  readonly volatile: () => Store
  /** True during server rendering: nothing is restored, read or started. */
  readonly server: boolean
}

/** A structured, already redacted record. `fields.account` is a number, by the order in which this context met them. */
export interface LogRecord {
  readonly level: 'info' | 'warning' | 'error'
  readonly event: string
  readonly at: Instant
  readonly fields: Readonly<Record<string, string | number | boolean | null>>
}

/** Takes one record of what happened. */
export type Log = (record: LogRecord) => void

import type { AccountHash, UserFacts } from '../../machines/facts.ts'
import type { Store } from '../ports/store.ts'
import { loadIndex } from '../vault/account-index.ts'
import { loadAccount, openSession } from '../vault/load-account.ts'
import { userOf } from '../vault/session-facts.ts'
import type { KnownAccount, Stranger } from './api.ts'
import type { AccountsHost } from './part.ts'

/** The accounts of the device as this context last saw them. */
export interface Listing {
  list(): readonly KnownAccount[]
  stranger(): Stranger | null
  subscribe(listener: () => void): () => void
  reread(): Promise<void>
  dispose(): void
}

/** A forged hint costs a read, and a flood of them no more than this often (MT-08). */
const between = 250

export function createListing(lent: AccountsHost): Listing {
  const { host, watch } = lent
  const { clock, tabs } = host.platform
  const listeners = new Set<() => void>()
  let known: readonly KnownAccount[] = Object.freeze([])
  let stranger: Stranger | null = null
  let running: Promise<void> | null = null
  let isWanted = false
  let readAt = -Infinity
  let cancel = (): void => {}

  const show = (next: readonly KnownAccount[]): void => {
    const met = strangerOf(lent, next)
    const isSame = JSON.stringify([next, met]) === JSON.stringify([known, stranger])
    if (isSame) return
    known = Object.freeze(next.map((each) => Object.freeze(each)))
    stranger = met === null ? null : Object.freeze(met)
    for (const listener of [...listeners]) {
      try {
        listener()
      } catch {
        host.tell('developer.problem', { at: clock.wall(), code: 'listener_failed' })
      }
    }
  }
  const run = async (): Promise<void> => {
    do {
      isWanted = false
      const next = await read(lent).catch(() => null)
      if (next !== null && !watch.isDisposed()) show(next)
    } while (isWanted)
    running = null
  }
  const reread = (): Promise<void> => {
    if (running === null) running = run()
    else isWanted = true
    return running
  }
  const hear = (): void => {
    cancel()
    // A wall clock set back must not silence the other tabs.
    const wait = readAt + between - clock.monotonic()
    const answer = (): void => {
      readAt = clock.monotonic()
      void reread()
    }
    if (wait <= 0) return answer()
    cancel = clock.wakeAfter(wait, answer)
  }

  let shown = ''
  const unsubscribe = [
    watch.observe(() => {
      const { status, user, pending, problem } = watch.view()
      const sight = JSON.stringify([lent.account(), status, user?.name, pending, problem])
      // What is read in the middle of an opening is old at its end.
      if (sight === shown || status === 'RESTORING' || watch.isDisposed()) return
      shown = sight
      void reread()
    }),
    tabs.subscribe(hear),
    () => cancel(),
  ]
  return {
    list: () => known,
    stranger: () => stranger,
    subscribe: (listener) => {
      const entry = (): void => listener()
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    reread,
    dispose: () => {
      for (const stop of unsubscribe) stop()
      listeners.clear()
    },
  }
}

function strangerOf({ host, watch }: AccountsHost, known: readonly KnownAccount[]): Stranger | null {
  const met = host.stranger.met()
  if (met === null || watch.view().problem !== 'account_mismatch') return null
  const isKnown = known.some(({ account, standing }) => account === met.account && standing !== 'signed_out')
  return { ...met, isKnown }
}

async function read(lent: AccountsHost): Promise<readonly KnownAccount[] | null> {
  const store = lent.host.store()
  const index = await loadIndex(store)
  if (!index.ok) return null
  const found = await Promise.all(index.value.index.accounts.map((account) => readOne(lent, store, account)))
  return found.filter((each) => each !== null)
}

async function readOne(lent: AccountsHost, store: Store, account: AccountHash): Promise<KnownAccount | null> {
  const { queue, watch } = lent
  const loaded = await loadAccount(store, account)
  const { session = null, columns = null } = loaded.ok ? loaded.value : {}
  if (session === null || columns === null) return null
  const opened = session.sealed === null ? null : await openSession(store, session)
  const user: UserFacts | null = opened?.ok === true ? userOf(opened.value) : null
  const pending = (await queue?.held(account).catch(() => 0)) ?? 0
  // Signed out for good, and nothing of it is left: what stands there is only its tombstone.
  if (columns.tombstone && user === null && pending === 0) return null
  const isShown = lent.account() === account && watch.view().status !== 'SIGNED_OUT'
  const standings = {
    live: 'signed_in',
    reauth: 'reauth_required',
    locked: 'locked',
    signed_out: 'signed_out',
  } as const
  return {
    account,
    user,
    isShown,
    standing: columns.tombstone ? 'signed_out' : standings[columns.stateClass],
    pending,
  }
}

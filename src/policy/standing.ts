import type { AccountHash } from '../../machines/facts.ts'
import { instant, type Duration, type Instant } from '../../machines/time.ts'
import type { PermissionSnapshot } from '../ports/authorization.ts'
import { elapsedOn } from '../time/elapsed.ts'
import { createTrustedClock, type TrustedClock } from '../time/trusted-clock.ts'
import { loadAccount, openSession } from '../vault/load-account.ts'
import { readMark, writeMark } from './marks.ts'
import type { PolicyHost } from './part.ts'
import { readPermissions, writePermissions } from './permission-row.ts'

/** What is known of the shown account besides what the chart says: trusted time, contact, rights. */
export interface Standing {
  readonly clock: TrustedClock
  /** For what is measured within this context: unlike trusted time, no answer of the server turns it back. */
  elapsed(): Duration
  load(account: AccountHash): Promise<void>
  /** Looks at the chart after a step. `granted`: the server has just answered for this account; `signed_in`: the user too. */
  observe(): 'same' | 'granted' | 'signed_in'
  /** The shown account, as its rows and its token answers say. */
  readonly known: Known | null
  notePermissions(account: AccountHash, snapshot: PermissionSnapshot): void
  /** Writes down how far time has come. */
  mark(): Promise<void>
}

export interface Known {
  readonly account: AccountHash
  readonly generation: number
  readonly lastServerContactAt: Instant | null
  readonly offlineUntil: Instant | null
  readonly permissions: PermissionSnapshot | null
  /** What `elapsed` said when the user last signed in, in this context; null: before it began. */
  readonly signedInAt: Duration | null
}

export function createStanding(host: PolicyHost): Standing {
  const clock = createTrustedClock(host.clock)
  const elapsed = elapsedOn(host.clock)
  const loaded = new Map<AccountHash, Known>()
  let known: Known | null = null

  let wasSignedIn = false

  const observe: Standing['observe'] = () => {
    // Also where nobody asks: a sleep after the clock was set back shows only to who has looked in between.
    const passed = elapsed()
    const snapshot = host.snapshot()
    const { account, generation, lastServerContactAt, offlineLimitAt } = snapshot.context
    // Nothing of one login outlives it.
    if (known !== null && known.account !== account) loaded.delete(known.account)
    const before = known?.account === account ? known : account === null ? null : (loaded.get(account) ?? null)
    const isSignedIn = snapshot.hasTag('authenticated')
    const isGranted = account !== null && lastServerContactAt !== null && generation > (before?.generation ?? -1)
    const isSignIn = isGranted && isSignedIn && !wasSignedIn && snapshot.context.confirmed
    wasSignedIn = isSignedIn
    if (isGranted) clock.reset()
    known = account && {
      account,
      generation: Math.max(generation, before?.generation ?? generation),
      lastServerContactAt: lastServerContactAt ?? before?.lastServerContactAt ?? null,
      offlineUntil: offlineLimitAt ?? before?.offlineUntil ?? null,
      permissions: before?.permissions ?? null,
      signedInAt: isSignIn ? passed : (before?.signedInAt ?? null),
    }
    if (isSignIn) return 'signed_in'
    return isGranted ? 'granted' : 'same'
  }

  return {
    clock,
    elapsed,
    observe,
    get known() {
      return known
    },
    load: async (account) => {
      const store = host.store()
      const [rows, mark, permissions] = await Promise.all([
        loadAccount(store, account),
        readMark(store, account),
        readPermissions(store, account),
      ])
      const session = rows.ok ? rows.value.session : null
      const opened = session === null ? null : await openSession(store, session)
      const record = opened?.ok === true ? opened.value : null
      if (record !== null) clock.adopt(record.lastServerContactAt)
      if (mark === 'damaged') clock.distrust()
      else if (mark !== 'none') clock.adopt(mark.at)
      loaded.set(account, {
        account,
        generation: rows.ok ? (rows.value.columns?.generation ?? -1) : -1,
        lastServerContactAt: record?.lastServerContactAt ?? null,
        offlineUntil: record?.offlineUntil ?? null,
        permissions: permissions === 'damaged' ? { roles: [], scopes: [], at: instant(0) } : permissions,
        signedInAt: null,
      })
    },
    notePermissions: (account, snapshot) => {
      const before = known?.account === account ? known : loaded.get(account)
      if (before === undefined) return
      const next = { ...before, permissions: snapshot }
      loaded.set(account, next)
      if (known?.account === account) known = next
      void writePermissions(host.store(), account, snapshot)
    },
    mark: async () => {
      if (known === null || !clock.isTrusted()) return
      const { account, generation } = known
      await writeMark(host.store(), account, { at: clock.now(), generation })
    },
  }
}

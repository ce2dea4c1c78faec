import type { AccountHash } from '../../../machines/facts.ts'
import { after, generation, instant, type Instant } from '../../../machines/time.ts'
import type { IdentityProvider, TokenGrant } from '../../../src/ports/identity.ts'
import { device, type Row, type Store, type Write } from '../../../src/ports/store.ts'
import { deferral } from '../../../src/revocation/outbox.ts'
import type { ScriptedServer } from '../../../src/testing/fakes/scripted-server.ts'
import { hash, hashSubject } from '../../../src/vault/account-hash.ts'
import { changeIndex, loadIndex, withActive, withoutActive } from '../../../src/vault/account-index.ts'
import { rowKey, sessionColumns, type StateClass } from '../../../src/vault/account-rows.ts'
import { loadAccount, openSession } from '../../../src/vault/load-account.ts'
import { changeSealed } from '../../../src/vault/sealed-json.ts'
import { sealRow } from '../../../src/vault/sealed-row.ts'
import { encodeRecord, recordOfGrant, type SessionRecord } from '../../../src/vault/session-record.ts'

/** What other tabs and earlier runs of this app do to the disk, with tokens that the server has issued to them. */
export interface NextDoor {
  /** The account of a subject at the scripted provider. */
  accountOf(subject: string): Promise<AccountHash>
  /** Whoever this is for types in the password next. */
  signInAs(account: AccountHash | null): void
  /** A session stands on the disk, and the device starts with it. */
  leave(account: AccountHash, given: Left, options?: { readonly isShownNext: boolean }): Promise<void>
  /** Spends the stored refresh token and stores what it brings. */
  renew(account: AccountHash, contactAt: Instant): Promise<void>
  end(account: AccountHash, ending: { readonly stateClass: StateClass; readonly reason: string }): Promise<void>
  remove(account: AccountHash): Promise<void>
  /** The session rows of both accounts. */
  sessions(): Promise<readonly Row[]>
  accessTokenOf(account: AccountHash): Promise<string | null>
  /** A sign-out could not be told to the server. */
  owe(): Promise<void>
  /** A redirect sign-in is under way; the address that the browser comes back to. */
  goToProvider(): Promise<string>
  /** Another tab drains the account's queue now. */
  drain(account: AccountHash): Promise<void>
}

export interface Left {
  readonly change?: Partial<SessionRecord>
  readonly stateClass?: StateClass
  readonly reason?: string | null
  /** The server has asked for a pause until then. */
  readonly pausedUntil?: Instant
}

interface Parts {
  readonly store: Store
  readonly now: () => Instant
  /** The provider, unheld. */
  readonly identity: IdentityProvider & { readonly server: ScriptedServer }
}

const subjects = ['mira', 'bo'] as const
const week = 7 * 86_400_000

export function nextDoor({ store, now, identity }: Parts): NextDoor {
  const known = new Map<AccountHash, string>()
  let logins = 0
  const context = () => ({
    fetch: globalThis.fetch,
    signal: new AbortController().signal,
    now,
    cache: { read: async () => undefined, write: async () => {} },
  })
  const nobody = { credentials: null, loginHint: null, returnTo: '/', acrValues: null, maxAge: null, prompt: null }
  const login = async (subject: string): Promise<TokenGrant> => {
    identity.server.signInAs(subject)
    const step = await identity.signIn({ ...nobody, via: 'credentials' }, context())
    if (!step.ok || step.value.kind !== 'granted') throw new Error('The scripted provider granted nothing')
    return step.value.grant
  }
  const write = async (writes: readonly Write[]): Promise<void> => {
    const done = await store.commit([], writes)
    if (!done.ok) throw new Error(`The disk refused: ${done.failure.kind}`)
  }
  const put = async (account: AccountHash, record: SessionRecord | null, given: Partial<Row>): Promise<void> => {
    const { value } = await rows(account)
    const key = rowKey('session', account)
    const revision = (value.session?.revision ?? 0) + 1
    const sessionId = given.sessionId ?? value.session?.sessionId ?? ''
    const clear = given.clear ?? {}
    const sealed =
      record === null
        ? null
        : await sealRow(store.keys, { key, sessionId, revision, clear, secret: encodeRecord(record) })
    if (sealed?.ok === false) throw new Error('The keys are gone')
    const bare = { key, sessionId, revision, clear, sealed: null, seq: null }
    await write([{ do: 'put', row: sealed?.value ?? bare }])
  }
  const rows = async (account: AccountHash) => {
    const loaded = await loadAccount(store, account)
    if (!loaded.ok) throw new Error('The disk does not answer')
    return loaded
  }
  const recordOf = async (account: AccountHash): Promise<SessionRecord | null> => {
    const { session } = (await rows(account)).value
    const opened = session === null ? null : await openSession(store, session)
    return opened?.ok === true ? opened.value : null
  }
  const point = async (change: Parameters<typeof changeIndex>[2]): Promise<void> => {
    const index = await loadIndex(store)
    if (!index.ok) throw new Error('The disk does not answer')
    const changed = await changeIndex(store, index.value, change)
    if (changed.ok) await write([changed.value.write])
  }

  return {
    async accountOf(subject) {
      const grant = await login(subject)
      const account = await hashSubject(store.keys, grant.subject)
      known.set(account, subject)
      await store.keys.ensure({ scope: 'device' })
      await store.keys.ensure({ scope: 'account', account })
      return account
    },
    signInAs: (account) => identity.server.signInAs((account === null ? undefined : known.get(account)) ?? subjects[0]),
    async leave(
      account,
      { change = {}, stateClass = 'live', reason = null, pausedUntil },
      { isShownNext } = { isShownNext: true },
    ) {
      await store.keys.ensure({ scope: 'account', account })
      await store.keys.ensure({ scope: 'device' })
      const grant = await login(known.get(account) ?? subjects[0])
      const record = {
        ...recordOfGrant(grant, { at: now(), offlineFor: false, previous: null }),
        offlineUntil: instant(now() + week),
        ...change,
      }
      const before = (await rows(account)).value.columns?.generation ?? 0
      logins += 1
      const clear = sessionColumns({ generation: generation(before + 1), stateClass, reason })
      const kept = stateClass === 'live' ? record : { ...record, accessToken: null, refreshToken: null }
      await put(account, kept, { sessionId: `login-${logins}`, clear })
      const at = now()
      const pause = { failures: 1, previous: 30_000, reason: 'throttled', retryAt: after(at, 30_000) } as const
      await write([
        { do: 'delete', key: rowKey('intent', account) },
        pausedUntil === undefined
          ? { do: 'delete', key: rowKey('breaker', account) }
          : {
              do: 'put',
              row: {
                key: rowKey('breaker', account),
                sessionId: `login-${logins}`,
                revision: 1,
                clear: { ...pause, retryNotBefore: pausedUntil ?? null },
                sealed: null,
                seq: null,
              },
            },
      ])
      if (isShownNext) await point(withActive(account))
      await changeSealed(store, rowKey('step_up', account, 'badge'), () => ({ enrolled: true }))
    },
    async renew(account, contactAt) {
      const record = await recordOf(account)
      const { columns } = (await rows(account)).value
      if (record === null || record.refreshToken === null || columns === null) throw new Error('Nothing to renew')
      const request = { refreshToken: record.refreshToken, subject: record.subject, claims: null, scopes: [] }
      const granted = await identity.refresh(request, context())
      if (!granted.ok) throw new Error('The server refused the tab next door')
      const next = recordOfGrant(granted.value, { at: now(), offlineFor: false, previous: record })
      await put(
        account,
        { ...next, offlineUntil: instant(now() + week), lastServerContactAt: contactAt },
        {
          clear: sessionColumns({ generation: generation(columns.generation + 1), stateClass: 'live' }),
        },
      )
    },
    async end(account, { stateClass, reason }) {
      const { columns } = (await rows(account)).value
      const isTombstone = stateClass === 'signed_out'
      const clear = sessionColumns({
        generation: columns?.generation ?? generation(0),
        stateClass,
        reason,
        tombstone: isTombstone,
      })
      await put(account, null, { clear })
      if (isTombstone) await point(withoutActive(account))
    },
    async remove(account) {
      await write([{ do: 'delete', key: rowKey('session', account) }])
      await point(withoutActive(account))
    },
    async sessions() {
      const keys = [...known.keys()].map((account) => rowKey('session', account))
      const read = await store.read(keys.map((key) => ({ by: 'key', key })))
      return read.ok ? read.value : []
    },
    accessTokenOf: async (account) => (await recordOf(account))?.accessToken ?? null,
    async owe() {
      const grant = await login(subjects[0])
      await store.keys.ensure({ scope: 'device' })
      const secret = { token: grant.refreshToken, everywhere: null }
      const owed = await deferral(store, secret, { id: 'owed', at: now() })
      if (owed.ok) await write([owed.value])
    },
    async goToProvider() {
      identity.server.signInAs(subjects[0])
      const step = await identity.signIn({ ...nobody, via: 'redirect' }, context())
      if (!step.ok || step.value.kind !== 'redirect') throw new Error('The scripted provider has no sign-in page')
      const { transaction, url } = step.value
      await store.keys.ensure({ scope: 'device' })
      const row = await sealRow(store.keys, {
        key: rowKey('login', device, await hash(store.keys, `login:${transaction.state}`)),
        sessionId: '',
        revision: 1,
        clear: { startedAt: now() },
        secret: { transaction: { ...transaction }, purpose: 'sign_in', account: null },
      })
      if (row.ok) await write([{ do: 'put', row: row.value }])
      return identity.server.approve(url)
    },
    async drain(account) {
      const key = rowKey('fence', account)
      const read = await store.read([{ by: 'key', key }])
      const row = read.ok ? read.value[0] : undefined
      const fence = Number(row?.clear['drainFence'] ?? 0)
      const clear = { drainFence: fence + 1 }
      const revision = (row?.revision ?? 0) + 1
      await write([
        { do: 'put', row: { key, sessionId: row?.sessionId ?? '', revision, clear, sealed: null, seq: null } },
      ])
    },
  }
}

import { instant, type Instant } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import type { KeyFailure } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import { device, type Row, type Store, type Write } from '../ports/store.ts'
import { rowKey } from '../vault/account-rows.ts'
import { isJsonObject } from '../exchange/parse-json.ts'
import { openRow, sealRow } from '../vault/sealed-row.ts'

/** A refresh token waiting to be revoked. Its row can be used for nothing else: it knows no account and no session (SO-06). */
export interface Deferred {
  readonly row: Row
  readonly token: string
  readonly createdAt: Instant
  readonly attempts: number
  readonly nextAttemptAt: Instant
}

/** The write that puts a token into the outbox, for a sign-out's own transaction. */
export async function deferral(
  store: Store,
  token: string,
  { id, at }: { readonly id: string; readonly at: Instant },
): Promise<Outcome<Write, KeyFailure>> {
  const ready = await store.keys.ensure({ scope: 'device' })
  if (!ready.ok) return ready
  const row = await sealRow(store.keys, {
    key: rowKey('revocation', device, id),
    sessionId: '',
    revision: 1,
    clear: { createdAt: at, attempts: 0, nextAttemptAt: at },
    secret: { token },
  })
  return row.ok ? { ok: true, at: row.at, value: { do: 'append', row: row.value } } : row
}

/** Puts a token into the outbox by itself. Best effort: without a store there is nothing that could be deferred. */
export async function deferRevocation(host: Host, token: string): Promise<void> {
  const { clock, random } = host.platform
  const write = await deferral(host.store(), token, { id: random.id(), at: clock.wall() })
  if (!write.ok) return
  await host.store().commit([], [write.value])
  host.send({ type: 'outbox.changed', at: clock.wall(), outbox: await countDeferred(host.store()) })
}

export async function countDeferred(store: Store): Promise<number> {
  const read = await store.read([{ by: 'account', kind: 'revocation', account: device }])
  return read.ok ? read.value.length : 0
}

/** What waits, oldest first. A row that can't be opened any more can't be sent either: its token is unknown to everybody. */
export async function readDeferred(
  store: Store,
): Promise<{ readonly waiting: readonly Deferred[]; readonly unreadable: readonly Row[] }> {
  const read = await store.read([{ by: 'account', kind: 'revocation', account: device }])
  const waiting: Deferred[] = []
  const unreadable: Row[] = []
  for (const row of read.ok ? read.value : []) {
    const opened = await openRow(store.keys, row)
    const token = opened.ok && isJsonObject(opened.value) ? opened.value['token'] : null
    if (typeof token === 'string') waiting.push({ row, token, ...times(row) })
    else unreadable.push(row)
  }
  return { waiting, unreadable }
}

function times({ clear }: Row): Pick<Deferred, 'createdAt' | 'attempts' | 'nextAttemptAt'> {
  const read = (name: string): number => (typeof clear[name] === 'number' ? clear[name] : 0)
  return {
    createdAt: instant(read('createdAt')),
    attempts: read('attempts'),
    nextAttemptAt: instant(read('nextAttemptAt')),
  }
}

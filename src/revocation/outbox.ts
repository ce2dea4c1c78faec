import { instant, type Instant } from '../../machines/time.ts'
import { patienceOf } from '../farewells.ts'
import type { Host } from '../host.ts'
import type { KeyFailure } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import { device, type Row, type Store, type Write } from '../ports/store.ts'
import { rowKey } from '../vault/account-rows.ts'
import { isJsonObject, type Json } from '../exchange/parse-json.ts'
import type { Subject } from '../ports/identity.ts'
import { openRow, sealRow } from '../vault/sealed-row.ts'
import { readSubject } from '../vault/session-record.ts'

/** A refresh token waiting to be revoked. Its row can be used for nothing else: it knows no account and no session (SO-06). */
export interface Deferred {
  readonly row: Row
  /** Null where only the other sessions are to be ended. */
  readonly token: string | null
  /** The other sessions, as long as the access token that can end them is good. */
  readonly everywhere: Everywhere | null
  readonly createdAt: Instant
  readonly attempts: number
  readonly nextAttemptAt: Instant
}

export interface Everywhere {
  readonly accessToken: string
  readonly subject: Subject
  readonly until: Instant
  /** The key that the token is bound to. */
  readonly keyId: string | null
}

export type Secret = Pick<Deferred, 'token' | 'everywhere'>

/** The write that puts a token into the outbox, for a sign-out's own transaction. */
export async function deferral(
  store: Store,
  secret: Secret,
  { id, at }: { readonly id: string; readonly at: Instant },
): Promise<Outcome<Write, KeyFailure>> {
  const ready = await store.keys.ensure({ scope: 'device' })
  if (!ready.ok) return ready
  const row = await sealRow(store.keys, {
    key: rowKey('revocation', device, id),
    sessionId: '',
    revision: 1,
    clear: { createdAt: at, attempts: 0, nextAttemptAt: at },
    secret: JSON.parse(JSON.stringify(secret)) as Json,
  })
  return row.ok ? { ok: true, at: row.at, value: { do: 'append', row: row.value } } : row
}

/** Puts a token into the outbox by itself. Where the store refuses, this context tries again, and its caller goes on. */
export async function deferRevocation(host: Host, token: string): Promise<void> {
  const { clock, random } = host.platform
  const name = { id: random.id(), at: clock.wall() }
  const secret = { token, everywhere: null }
  if (!(await putOff(host, secret, name))) void putOffLater(host, secret, name).catch(() => {})
}

async function putOff(host: Host, secret: Secret, name: Parameters<typeof deferral>[2]): Promise<boolean> {
  const write = await deferral(host.store(), secret, name)
  if (!write.ok) return false
  const done = await host.store().commit([], [write.value])
  if (done.ok) await tellDeferred(host)
  return done.ok
}

/** Tries again, with growing pauses, for as long as this context lives and a little longer: nobody else knows of the token. */
export async function putOffLater(host: Host, secret: Secret, name: Parameters<typeof deferral>[2]): Promise<void> {
  const patience = patienceOf(host)
  for (let pause = 1_000; await patience.rest(pause); pause = Math.min(60_000, pause * 2)) {
    if (await putOff(host, secret, name)) return
  }
}

/** The chart delivers what it knows to be waiting. */
export async function tellDeferred(host: Host): Promise<void> {
  const outbox = await countDeferred(host.store())
  host.send({ type: 'outbox.changed', at: host.platform.clock.wall(), outbox })
}

export async function countDeferred(store: Store): Promise<number> {
  const read = await store.read([{ by: 'account', kind: 'revocation', account: device }])
  return read.ok ? read.value.length : 0
}

export interface Outbox {
  /** Oldest first. */
  readonly waiting: readonly Deferred[]
  /** Never to be opened again, so never to be sent: the token is unknown to everybody. */
  readonly unreadable: readonly Row[]
  /** How many can't be opened just now: a locked keychain loses nothing. */
  readonly laterOn: number
}

export async function readDeferred(store: Store): Promise<Outbox> {
  const read = await store.read([{ by: 'account', kind: 'revocation', account: device }])
  const waiting: Deferred[] = []
  const unreadable: Row[] = []
  let laterOn = read.ok ? 0 : 1
  for (const row of read.ok ? read.value : []) {
    const opened = await openRow(store.keys, row)
    const secret = opened.ok ? readSecret(opened.value) : null
    if (secret !== null) waiting.push({ row, ...secret, ...times(row) })
    else if (opened.ok || opened.failure.kind === 'key_lost' || opened.failure.kind === 'corrupted')
      unreadable.push(row)
    else laterOn += 1
  }
  return { waiting, unreadable, laterOn }
}

function readSecret(value: Json): Secret | null {
  if (!isJsonObject(value)) return null
  const token = typeof value['token'] === 'string' ? value['token'] : null
  const everywhere = readEverywhere(value['everywhere'])
  return token === null && everywhere === null ? null : { token, everywhere }
}

function readEverywhere(value: Json | undefined): Everywhere | null {
  if (!isJsonObject(value)) return null
  const { accessToken, until, keyId } = value
  const subject = readSubject(value['subject'])
  return typeof accessToken === 'string' && typeof until === 'number' && subject !== null
    ? { accessToken, subject, until: instant(until), keyId: typeof keyId === 'string' ? keyId : null }
    : null
}

function times({ clear }: Row): Pick<Deferred, 'createdAt' | 'attempts' | 'nextAttemptAt'> {
  const read = (name: string): number => (typeof clear[name] === 'number' ? clear[name] : 0)
  return {
    createdAt: instant(read('createdAt')),
    attempts: read('attempts'),
    nextAttemptAt: instant(read('nextAttemptAt')),
  }
}

import type { AccountHash } from '../../machines/facts.ts'
import type { RefreshOutcome } from '../../machines/outcomes.ts'
import { duration } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import { closeLater } from '../sign-out/close-later.ts'
import { endAccount } from '../sign-out/end-account.ts'
import { hash } from '../vault/account-hash.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import {
  adopt,
  finishEnding,
  isConfirmed,
  isUnchanged,
  keep,
  renewedBy,
  targetOf,
  type RenewedSet,
} from './after-flight.ts'
import { broken, busy, readBeforeFlight, type FlightInput, type Found } from './before-flight.ts'
import { commitGrant } from './commit.ts'
import { endLater } from './end-later.ts'
import { flyUnsaved, type Unwritten } from './fly-unsaved.ts'
import { noJournal } from './journal.ts'
import { onTime } from './retry-timing.ts'
import { runRound, type RoundEnd } from './round.ts'
import { discard, writeLater } from './write-later.ts'

/** Longer than one attempt of the holder, shorter than a user's patience (MT-02). */
const lockPatience = duration(12_000)
/** A record that moves away more often than writers of one device can move it: the store is broken. */
const mostMoves = 100
/** The third failure in a row is no blip any more. */
const repeated = 3

export interface Flights {
  /** Joins the account's one refresh flight of this context, or starts it. Never rejects, never aborts what was sent. */
  join(input: FlightInput): Promise<RefreshOutcome>
  /** The flight that is under way, if any. */
  underWay(account: AccountHash): Promise<RefreshOutcome> | null
  /** Resolves once no flight of any account is in the air. */
  landed(): Promise<unknown>
}

/** One refresh flight per account: in this context by this map, over all contexts by the lock, and safe by the commit. */
export function createFlights(host: Host): Flights {
  const flights = new Map<AccountHash, Promise<RefreshOutcome>>()
  const underWay = (account: AccountHash): Promise<RefreshOutcome> | null => flights.get(account) ?? null
  const unsaved: Unsaved = { sets: new Map(), renewal: underWay }
  return {
    join: (input) => {
      const joined = flights.get(input.account)
      if (joined !== undefined) return joined
      const unwritten = unsaved.sets.get(input.account)
      const held = host.held.get(input.account)
      // Over, or signed in anew meanwhile: what is renewed now goes by way of the lock like any other.
      const isIts = held !== null && held.sessionId === unwritten?.found.rows.columns?.sessionId
      const holding = isIts ? unwritten : undefined
      const flight = (holding === undefined ? fly(host, input, unsaved) : flyUnsaved(host, input, holding))
        .catch(() => fault(host))
        .then((outcome) => onTime(outcome, host.platform.clock.wall()))
        .finally(() => flights.delete(input.account))
      flights.set(input.account, flight)
      return flight
    },
    underWay,
    landed: () => Promise.all(flights.values()),
  }
}

/** What is still to do once the outcome is known and the lock is given back: no event and no other lock inside (MT-01). */
interface Landing {
  readonly outcome: RefreshOutcome
  readonly afterwards?: () => Promise<void> | void
}

interface Unsaved {
  /** Accounts whose newest set is not written yet: this context holds their lock until it is. */
  readonly sets: Map<AccountHash, Unwritten>
  /** What renews the account's unwritten set meanwhile. */
  renewal(account: AccountHash): Promise<unknown> | null
}

async function fly(host: Host, input: FlightInput, unsaved: Unsaved): Promise<RefreshOutcome> {
  const { tabs } = host.platform
  const name = `refresh:${await hash(host.store().keys, input.account)}`
  return new Promise((resolve) => {
    const answer = (outcome: RefreshOutcome): void => resolve(outcome)
    if (host.identity.kind === 'token-source') {
      // Its SDK has a lock of its own; two tabs that commit the same change meet in the compare-and-swap.
      holdLock(host, input, { unsaved, answer })
        .then(async ({ outcome, afterwards }) => {
          await afterwards?.()
          resolve(outcome)
        })
        .catch(() => resolve(fault(host)))
      return
    }
    const holding = tabs.exclusive(name, () => holdLock(host, input, { unsaved, answer }), {
      timeout: lockPatience,
      signal: host.disposal,
    })
    holding
      .then(async (held) => {
        if (!held.ok) return resolve(busy(host, input.account))
        await held.value.afterwards?.()
        resolve(held.value.outcome)
      })
      .catch(() => resolve(fault(host)))
  })
}

async function holdLock(
  host: Host,
  input: FlightInput,
  context: { readonly unsaved: Unsaved; readonly answer: (outcome: RefreshOutcome) => void },
): Promise<Landing> {
  for (let moves = 0; moves < mostMoves; moves += 1) {
    const found = await readBeforeFlight(host, input)
    if ('outcome' in found) return found
    const end = await runRound(host, found.rows, found.record, { journalled: true })
    if (end.kind === 'moved') continue
    if (end.kind === 'failed') return failedLanding(host, found, end)
    if (end.kind === 'granted' && isUnchanged(host, end.grant, found)) return { outcome: keep(host, input, found) }
    if (end.kind === 'granted') {
      const landing = await land(host, input, { found, renewed: renewedBy(end, found, host), ...context })
      if (landing !== null) return landing
      continue
    }
    if (input.report === 'signed_out' && isConfirmed(end)) return reportedEnd(host, input, found, end)
    const outcome = await finishEnding(host, input, found, end)
    if (outcome === null) continue
    if (host.unwritten.get(input.account) === null) return { outcome }
    context.answer(outcome)
    await endLater(host, input.account)
    return { outcome }
  }
  return { outcome: broken(host) }
}

/** Commits a granted set. Null when it came too late: the record says what happened instead. */
async function land(
  host: Host,
  input: FlightInput,
  flight: {
    readonly found: Found
    readonly renewed: RenewedSet
    readonly unsaved: Unsaved
    readonly answer: (outcome: RefreshOutcome) => void
  },
): Promise<Landing | null> {
  const { found, renewed, unsaved, answer } = flight
  const target = targetOf(host, input, found.rows)
  const { sessionId } = target
  const first = await commitGrant(target, renewed.record, renewed.generation)
  if (first.kind === 'superseded') {
    await discard(host, first.rows, renewed.record.refreshToken)
    return null
  }
  if (first.kind === 'committed') {
    const outcome = adopt(host, input, { sessionId, renewed, persistence: 'durable' })
    host.announce('committed', input.account, renewed.generation)
    return { outcome }
  }
  // Rotated, and the store refuses: only this context has the set. It is served, and written as soon as that works.
  const outcome = adopt(host, input, { sessionId, renewed, persistence: 'degraded' })
  const unwritten: Unwritten = { found, journal: noJournal }
  unsaved.sets.set(input.account, unwritten)
  answer(outcome)
  const renewals = {
    underWay: () => unsaved.renewal(input.account),
    journal: () => unwritten.journal,
    wrote: (record: SessionRecord) => void (unwritten.found = { ...unwritten.found, record }),
    end: () => void unsaved.sets.delete(input.account),
  }
  const written = await writeLater(host, input, target, { failed: first, renewed, renewals })
  // Its renewal may have ended the session meanwhile, while the store still refused.
  if (host.unwritten.get(input.account) !== null) await endLater(host, input.account)
  const at = host.platform.clock.wall()
  const { account } = input
  return {
    outcome,
    afterwards: async () => {
      if (written) host.send({ type: 'record.persisted', at, account, persistence: 'durable' })
      else if (!host.isDisposed()) await host.look()
    },
  }
}

function failedLanding(host: Host, { record }: Found, end: Extract<RoundEnd, { kind: 'failed' }>): Landing {
  const { outcome, failures } = end
  return {
    outcome,
    afterwards: () => {
      const { at, offline } = outcome
      if (offline.reason === 'misconfigured') host.tell('developer.problem', { at, code: 'client_misconfigured' })
      if (failures === repeated) {
        host.tell('warning', { at, kind: 'repeated_refresh_failure', since: record.lastServerContactAt })
      }
    },
  }
}

/** The server confirmed a sign-out that the app had heard of: wiped, unless another login stands there by now. */
function reportedEnd(
  host: Host,
  { account }: FlightInput,
  { rows }: Found,
  { at }: Extract<RoundEnd, { kind: 'ended' }>,
): Landing {
  const only = rows.columns?.sessionId ?? ''
  return {
    outcome: { kind: 'signed_out', at, evidence: 'answered', reason: 'reported' },
    afterwards: async () => {
      const terms = { mode: 'hard', reason: 'reported', only } as const
      const { failure } = await endAccount(host, account, terms)
      // The record would open again.
      if (failure !== null) void closeLater(host, account, terms).catch(() => {})
    },
  }
}

/** Only a broken adapter throws. The session stands as it was. */
function fault(host: Host): RefreshOutcome {
  host.tell('developer.problem', { at: host.platform.clock.wall(), code: 'refresh_threw' })
  return broken(host)
}

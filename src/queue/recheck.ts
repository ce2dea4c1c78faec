import type { RecheckOutcome } from '../../machines/outcomes.ts'
import { after } from '../../machines/time.ts'
import { retryDelay } from './backoff.ts'
import type { Change } from './book.ts'
import { announce, hidden, type Desk } from './desk.ts'
import type { DrainTerms } from './drain-run.ts'
import { endSilences } from './end-silences.ts'
import { verdictOf } from './landing.ts'
import { open } from './open-item.ts'
import { readmit } from './readmit.ts'
import { recover } from './recover.ts'
import { tellChange, tellDependants } from './tell-change.ts'

/** A storage failure at the check: asked again soon. */
const storageRetry = 5_000
/** An identity server that answers says little about an API that has been silent this often. */
const forgivenSilences = 4

/**
 * Before anything is sent: takes over what a gone drainer left, asks the server about the account where work waits, and
 * blocks what the user may no longer do. Its definite answer confirms the session.
 */
export async function recheck(desk: Desk, terms: DrainTerms & { readonly failures: number }): Promise<RecheckOutcome> {
  const { host } = desk
  const { account, signal } = terms
  const book = desk.book(account)
  const failed = (delay: number, evidence: 'none' | 'silent' | 'portal'): RecheckOutcome => {
    const at = host.clock.wall()
    return { kind: 'failed', at, evidence, nextAttemptAt: after(at, delay) }
  }
  if ((await desk.turn(() => recover(desk, terms))) !== 'recovered') return failed(storageRetry, 'none')
  if (book.facts().pending === 0) {
    return { kind: 'checked', at: host.clock.wall(), evidence: 'none', queue: book.facts(), confirmed: false }
  }
  const answer = await host.confirm(signal)
  if (answer !== 'answered') return failed(retryDelay(terms.failures + 1, host.random.unit()), answer)
  const blocked = await desk.turn(() => blockForbidden(desk, terms))
  if (blocked === 'failed') return failed(storageRetry, 'none')
  // The network is back.
  await desk.turn(() => endSilences(desk, terms.account, { fence: terms.fence, most: forgivenSilences }))
  // The user may have signed in anew since it was refused. A drain that fails at this says so itself.
  await readmit({ desk, book, fence: terms.fence, halt: () => {} })
  announce(desk, account)
  desk.shown()
  desk.checked.set(account, terms.number)
  return { kind: 'checked', at: host.clock.wall(), evidence: 'answered', queue: book.facts(), confirmed: true }
}

/** A right that is gone: blocked, unsent, kept for the user (QU-08). */
async function blockForbidden(desk: Desk, { account, fence }: DrainTerms): Promise<'ok' | 'failed'> {
  const { host, settings } = desk
  const book = desk.book(account)
  const names = settings.operations.flatMap(({ capability }) => (capability === undefined ? [] : [capability]))
  const gone = names.filter((name) => !host.permits(name))
  const hashes = new Set(await Promise.all(gone.map((name) => hidden(desk, account, `capability:${name}`))))
  for (const from of [...book.heads()]) {
    if (from.state !== 'pending' || from.capability === null || !hashes.has(from.capability)) continue
    const opened = await open(desk, from)
    if (opened === 'failed') return 'failed'
    if (opened === 'unreadable') book.setAside(from.id)
    // What moved away is asked about again before it is sent.
    if (typeof opened === 'string') continue
    const { body, trace } = opened
    const lastOutcome = verdictOf(host.clock.wall(), 'check', 'not_permitted')
    const change: Change = {
      from,
      to: { ...from, state: 'blocked_policy', nextAttemptAt: null },
      trace: { ...trace, lastOutcome },
    }
    const written = await book.write([change], { fence })
    if (written.kind !== 'written') return (await book.load()) === null ? 'ok' : 'failed'
    tellDependants(desk, written.dependants)
    tellChange(desk, { ...change, body, reason: 'not_permitted' })
  }
  return 'ok'
}

import type { AccountHash } from '../../machines/facts.ts'
import type { SignOutInput, SignOutOutcome } from '../../machines/outcomes.ts'
import { duration } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import type { Write } from '../ports/store.ts'
import type { QueuePart } from '../queue/part.ts'
import { countDeferred } from '../revocation/outbox.ts'
import { loadIndex } from '../vault/account-index.ts'
import { loadAccount } from '../vault/load-account.ts'
import { closeLater } from './close-later.ts'
import { endAccount } from './end-account.ts'

/** Ends the session on this device. What the chart shows is signed out whatever happens here. Never rejects. */
export async function signOutOfDevice(
  host: Host,
  queue: QueuePart | null,
  input: SignOutInput,
): Promise<SignOutOutcome> {
  host.depart()
  const held = host.held.get(input.account)
  // Before the first wait: nothing of this session is sent any more.
  if (input.account !== null) host.held.interrupt(input.account)
  const account = input.account ?? (await storedAccount(host))
  if (account === null) {
    const everywhere = input.mode === 'everywhere' ? 'impossible' : null
    host.signOuts.note({ device: 'wiped', server: 'nothing', everywhere }, null)
    return ended(host, 'signed_out', 0)
  }
  const terms = {
    mode: input.mode,
    reason: 'user',
    held,
    queueWrites: await writesOf(host, queue, input, account),
  } as const
  const forgotten = forgetSource(host)
  const { failure, outboxRow, everywhere, isWiped } = await endAccount(host, account, terms)
  await forgotten
  await passOverOthers(host, account)
  const device = failure !== null ? 'failed' : !isWiped ? 'unfinished' : input.mode === 'soft' ? 'gated' : 'wiped'
  host.signOuts.note({ device, server: outboxRow === null ? 'nothing' : 'deferred', everywhere }, outboxRow)
  if (failure !== null) {
    host.tell('developer.problem', { at: host.platform.clock.wall(), code: `sign_out_${failure}` })
    void closeLater(host, account, held === null ? terms : { ...terms, only: held.sessionId })
  }
  const pending = input.pending === 'keep' ? await pendingOf(queue, account) : 0
  return ended(host, failure === null ? 'signed_out' : 'storage_failed', pending)
}

/** Longer than an SDK needs to empty its store; what asks the network first was told not to. */
const forgetting = duration(3_000)

/** Who leaves here is not shown how the session of somebody else on this device ended. */
async function passOverOthers(host: Host, account: AccountHash): Promise<void> {
  const next = await storedAccount(host)
  if (next === null || next === account) return
  const loaded = await loadAccount(host.store(), next)
  const sessionId = loaded.ok ? loaded.value.columns?.sessionId : undefined
  if (sessionId !== undefined) host.left.passOver(next, sessionId)
}

/** The SDK that owns the tokens forgets them, too. Else it would sign the same person in again. */
async function forgetSource(host: Host): Promise<void> {
  const { identity } = host
  if (identity.forget === undefined) return
  const forget = identity.forget.bind(identity)
  const done = await host.call(forget, { timeout: forgetting }).catch(() => null)
  if (done?.ok === true) return
  host.tell('developer.problem', { at: host.platform.clock.wall(), code: 'source_not_forgotten' })
}

/** A sign-out can come before the record was looked at: then it means the account that would have been opened. */
async function storedAccount(host: Host): Promise<AccountHash | null> {
  const index = await loadIndex(host.store())
  return index.ok ? index.value.index.active : null
}

/** A queue that breaks must not keep anybody signed in. */
async function writesOf(
  host: Host,
  queue: QueuePart | null,
  { pending }: SignOutInput,
  account: AccountHash,
): Promise<readonly Write[]> {
  try {
    return (await queue?.atSignOut(account, pending)) ?? []
  } catch {
    host.tell('developer.problem', { at: host.platform.clock.wall(), code: 'queue_threw' })
    return []
  }
}

async function pendingOf(queue: QueuePart | null, account: AccountHash): Promise<number> {
  try {
    return (await queue?.facts(account))?.pending ?? 0
  } catch {
    return 0
  }
}

async function ended(host: Host, kind: SignOutOutcome['kind'], pending: number): Promise<SignOutOutcome> {
  return { kind, at: host.platform.clock.wall(), evidence: 'none', outbox: await countDeferred(host.store()), pending }
}

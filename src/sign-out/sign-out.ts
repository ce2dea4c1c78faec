import type { SignOutInput, SignOutOutcome } from '../../machines/outcomes.ts'
import type { Host } from '../host.ts'
import type { QueuePart } from '../queue/part.ts'
import { countDeferred } from '../revocation/outbox.ts'
import { loadIndex } from '../vault/account-index.ts'
import { endAccount } from './end-account.ts'

/** Ends the session on this device. What the chart shows is signed out whatever happens here. Never rejects. */
export async function signOutOfDevice(
  host: Host,
  queue: QueuePart | null,
  input: SignOutInput,
): Promise<SignOutOutcome> {
  const store = host.store()
  // A sign-out can come before the record was looked at: then it means the account that would have been opened.
  const index = input.account === null ? await loadIndex(store) : null
  const account = input.account ?? (index?.ok === true ? index.value.index.active : null)
  if (account === null) return ended(host, 'signed_out', 0)
  const queueWrites = (await queue?.atSignOut(account, input.pending)) ?? []
  const failure = await endAccount(host, account, {
    mode: input.mode,
    pending: input.pending,
    reason: 'user',
    queueWrites,
  })
  if (failure !== null) host.tell('developer.problem', { at: host.platform.clock.wall(), code: `sign_out_${failure}` })
  const pending = input.pending === 'keep' ? ((await queue?.facts(account))?.pending ?? 0) : 0
  return ended(host, failure === null ? 'signed_out' : 'storage_failed', pending)
}

async function ended(host: Host, kind: SignOutOutcome['kind'], pending: number): Promise<SignOutOutcome> {
  return { kind, at: host.platform.clock.wall(), evidence: 'none', outbox: await countDeferred(host.store()), pending }
}

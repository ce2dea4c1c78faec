import type { AccountHash } from '../../machines/facts.ts'
import type { SignOutInput, SignOutOutcome } from '../../machines/outcomes.ts'
import { duration } from '../../machines/time.ts'
import { ofGivenStore, servesMemoryInstead } from '../given-store.ts'
import type { Host } from '../host.ts'
import type { Store, Write } from '../ports/store.ts'
import type { QueuePart } from '../queue/part.ts'
import { lookAgain } from '../restore/look-again.ts'
import { countDeferred, tellDeferred } from '../revocation/outbox.ts'
import { loadIndex } from '../vault/account-index.ts'
import { loadAccount } from '../vault/load-account.ts'
import { closeLater } from './close-later.ts'
import { endAccount, type SignOutTerms } from './end-account.ts'

/** Ends the session on this device. What the chart shows is signed out whatever happens here. Never rejects. */
export async function signOutOfDevice(
  given: Host,
  queue: QueuePart | null,
  input: SignOutInput,
): Promise<SignOutOutcome> {
  // A start that is under way may yet put memory in the store's place: whoever is left is not in there.
  const store = given.store()
  const host: Host = { ...given, store: () => store }
  host.depart()
  const held = host.held.get(input.account)
  // Before the first wait: nothing of this session is sent any more.
  if (input.account !== null) host.held.interrupt(input.account)
  const account = input.account ?? (host.signOuts.isOfNobody ? null : await storedAccount(host))
  if (account === 'unread') {
    const everywhere = input.mode === 'everywhere' ? 'impossible' : null
    host.signOuts.note({ device: 'failed', server: 'nothing', everywhere }, null)
    void leaveLater(host, { mode: input.mode, reason: 'user' }).catch(() => {})
    lookBeside(given, store)
    return ended(host, 'storage_failed', 0)
  }
  if (account === null) {
    const everywhere = input.mode === 'everywhere' ? 'impossible' : null
    host.signOuts.note({ device: 'wiped', server: 'nothing', everywhere }, null)
    lookBeside(given, store)
    return ended(host, 'signed_out', 0)
  }
  const terms = {
    mode: input.mode,
    reason: 'user',
    held,
    name: { id: host.platform.random.id(), at: host.platform.clock.wall() },
    queueWrites: await writesOf(host, queue, input, account),
  } as const
  const forgotten = forgetSource(host)
  const { failure, sessionId, outboxRow, everywhere, isWiped } = await endAccount(host, account, terms)
  await forgotten
  await passOverOthers(host, account)
  const device = failure !== null ? 'failed' : !isWiped ? 'unfinished' : input.mode === 'soft' ? 'gated' : 'wiped'
  host.signOuts.note({ device, server: outboxRow === null ? 'nothing' : 'deferred', everywhere }, outboxRow)
  if (failure !== null) {
    host.tell('developer.problem', { at: host.platform.clock.wall(), code: `sign_out_${failure}` })
    const only = held?.sessionId ?? sessionId
    void closeLater(host, account, only === null ? terms : { ...terms, only }).catch(() => {})
  }
  const pending = input.pending === 'keep' ? await pendingOf(queue, account) : 0
  lookBeside(given, store)
  return ended(host, failure === null ? 'signed_out' : 'storage_failed', pending)
}

/** The given store may serve again, where memory has taken its place and nobody needs what is in there. */
function lookBeside(host: Host, serving: Store): void {
  if (!servesMemoryInstead({ ...host, store: () => serving })) return
  void lookAgain(host, { store: host.givenStore(), serving, passesOver: true }).catch(() => {})
}

/** Longer than an SDK needs to empty its store; what asks the network first was told not to. */
const forgetting = duration(3_000)

/** After a sign-out nobody is shown: not who is signed in in another tab, and not how their session ended. */
async function passOverOthers(host: Host, account: AccountHash): Promise<void> {
  const next = await storedAccount(host)
  if (next === null || next === 'unread' || next === account) return
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
async function storedAccount(host: Host): Promise<AccountHash | 'unread' | null> {
  // Memory knows nobody: who is left stands in the store whose place it takes.
  if (servesMemoryInstead(host)) return 'unread'
  const index = await loadIndex(host.store())
  return index.ok ? index.value.index.active : 'unread'
}

/** Ends whoever the store turns out to hold once it can be read, unless somebody signs in over it here before. */
async function leaveLater(given: Host, terms: SignOutTerms): Promise<void> {
  const host = ofGivenStore(given)
  const mark = {}
  host.left.leaveUnread(mark)
  for (let pause = 1_000; ; pause = Math.min(60_000, pause * 2)) {
    await host.sleep(pause)
    if (host.isDisposed() || !host.left.isUnread(mark)) return
    const account = await storedAccount(host)
    if (account === 'unread' || !host.left.isUnread(mark)) continue
    if (account !== null) {
      const { failure, sessionId, outboxRow } = await endAccount(host, account, terms)
      const only = sessionId === null ? {} : { only: sessionId }
      if (failure !== null) void closeLater(host, account, { ...terms, ...only }).catch(() => {})
      else if (outboxRow !== null) await tellDeferred(host)
    }
    return host.left.clearUnread()
  }
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

import type { AccountHash } from '../../machines/facts.ts'
import type { RestoreFinding } from '../../machines/outcomes.ts'
import type { Host } from '../host.ts'
import type { Store } from '../ports/store.ts'
import { countDeferred, tellDeferred } from '../revocation/outbox.ts'
import { loadIndex } from '../vault/account-index.ts'
import { loadAccount, openSession } from '../vault/load-account.ts'

interface Beside {
  /** The store that was dead or silent. */
  readonly store: Store
  /** What serves meanwhile: memory, or the same store where tokens of other accounts still have to land there. */
  readonly serving: Store
  /** Somebody has left here: who stands in the store by now is not shown. */
  readonly passesOver?: boolean
}

/**
 * A store that was dead or silent is asked again while the app runs without it, until somebody is signed in or it is in use
 * again: what it holds is opened then (ST-11), and where it holds nobody, it takes its place back.
 */
export async function lookAgain(host: Host, beside: Beside, found?: Promise<RestoreFinding>): Promise<void> {
  const { store, serving } = beside
  let passesOver = beside.passesOver === true
  const begun = host.departures()
  const isOver = (): boolean =>
    host.isDisposed() ||
    host.held.hasVolatile ||
    host.store() !== serving ||
    !host.isGivenPossible() ||
    // Whoever has left since is not opened again: their sign-out looks for itself.
    host.departures() !== begun
  let kind = answerOf(await found)
  for (let pause = 1_000; kind !== 'over' && !isOver(); pause = Math.min(60_000, pause * 2)) {
    // The chart takes it where nobody is signing in or out just now; that may come to nothing.
    if (kind === 'found') host.send({ type: 'record.found', at: host.platform.clock.wall() })
    if (kind === 'nothing') await resume(host, isOver)
    passesOver &&= kind === 'store_dead'
    if (kind !== 'store_dead' && host.store() === store) return
    await host.sleep(pause)
    if (!isOver()) kind = await ask(host, { store, serving, passesOver })
  }
}

/** Where it can be written, too, and not in the middle of a sign-in: all of what that makes belongs into one store. */
async function resume(host: Host, isOver: () => boolean): Promise<void> {
  const ready = await host.givenStore().keys.ensure({ scope: 'device' })
  if (!ready.ok || isOver() || [...host.signingIn].some(({ aborted }) => !aborted)) return
  const before = host.store()
  host.retryGivenStore()
  const store = host.store()
  if (store === before) return
  const persistence = store.traits.survivesRestart ? 'durable' : 'memory'
  host.send({ type: 'record.persisted', at: host.platform.clock.wall(), account: null, persistence })
  void tellDeferred(host).catch(() => {})
  // Who signed in next door meanwhile was looked for in memory.
  void host.look()
}

type Answer = 'store_dead' | 'nothing' | 'found' | 'over'

function answerOf(found: RestoreFinding | undefined): Answer {
  if (found === undefined) return 'store_dead'
  return found.kind === 'store_dead' || found.kind === 'nothing' ? found.kind : 'found'
}

async function ask(host: Host, { store, serving, passesOver }: Required<Beside>): Promise<Answer> {
  const kept = serving === store ? null : await keptIn(serving)
  if (kept !== null) return kept
  const index = await loadIndex(store)
  if (!index.ok) return 'store_dead'
  const { active } = index.value.index
  const url = host.platform.navigation?.url() ?? null
  const isWaiting = url !== null && isCallback(host, url)
  if (active === null) return isWaiting ? 'found' : 'nothing'
  return askOf(host, { store, passesOver }, active)
}

/**
 * What memory has and nobody else: a record whose session has ended, and work that waits for the next sign-in, stay for good,
 * a token that waits for its revocation until that is done.
 */
async function keptIn(serving: Store): Promise<'over' | 'store_dead' | null> {
  const index = await loadIndex(serving)
  if (!index.ok || index.value.index.active !== null) return 'over'
  for (const account of index.value.index.accounts) {
    const work = await serving.read([{ by: 'account', kind: 'queue', account, limit: 1 }])
    if (!work.ok || work.value.length > 0) return 'over'
  }
  return (await countDeferred(serving)) > 0 ? 'store_dead' : null
}

/** A session that can't be opened, or was left, would end the restore as the last one: it takes the sign-in form away each time. */
async function askOf(
  host: Host,
  { store, passesOver }: Pick<Required<Beside>, 'store' | 'passesOver'>,
  account: AccountHash,
): Promise<Answer> {
  const loaded = await loadAccount(store, account)
  if (!loaded.ok) return 'store_dead'
  const { session, columns } = loaded.value
  // Left here: whoever closes it is still at it.
  if (columns !== null && host.left.has(account, columns.sessionId)) return 'store_dead'
  if (columns !== null && passesOver) host.left.passOver(account, columns.sessionId)
  if (columns !== null && host.left.isPassedOver(account, columns.sessionId)) return 'nothing'
  const opened = session === null || session.sealed === null ? null : await openSession(store, session)
  return opened?.ok !== false || opened.failure.kind !== 'timeout' ? 'found' : 'store_dead'
}

/** Whether this address is the way back of a sign-in. An adapter that throws says no. */
export function isCallback(host: Host, url: string): boolean {
  try {
    return host.identity.isCallback(url)
  } catch {
    host.tell('developer.problem', { at: host.platform.clock.wall(), code: 'identity_threw' })
    return false
  }
}

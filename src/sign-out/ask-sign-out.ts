import type { AccountHash } from '../../machines/facts.ts'
import { duration } from '../../machines/time.ts'
import { AuthError } from '../auth-error.ts'
import type { SignOutOptions, SignOutResult } from '../auth.ts'
import type { Host } from '../host.ts'
import type { ExportedItem } from '../queue/api.ts'
import type { QueuePart } from '../queue/part.ts'
import { until, type Watch } from '../sign-in/ask-sign-in.ts'
import { leaveForEndSession } from './end-session.ts'
import type { SignOutReport } from './report.ts'

/** Longer than a queue of a morning's notes needs on a slow network, shorter than anybody waits at a door. */
const drainPatience = 30_000

/** A user who ends all sessions wants to know, and one request answers in a moment or not at all. */
const everywherePatience = duration(10_000)

interface SignOutWatch extends Omit<Watch, 'isAway'> {
  readonly host: Host
  readonly queue: QueuePart | null
  readonly account: () => AccountHash | null
}

/** Decides about unsent work before the chart moves; then `user.signOut`, and the answer when it is done. */
export async function askSignOut(
  watch: SignOutWatch,
  { mode = 'hard', pending, endSession }: SignOutOptions,
): Promise<SignOutResult> {
  const { host, queue, account } = watch
  const owner = account()
  let exported: readonly ExportedItem[] = []
  if (queue !== null && owner !== null) {
    if (pending === 'drain') await drained(watch)
    // A queue that breaks must not keep anybody signed in; what it holds is kept.
    const left = await queue.facts(owner).then(
      (facts) => facts.pending,
      () => 0,
    )
    if (account() !== owner) throw new AuthError('account_switched')
    if (left > 0 && (pending === undefined || pending === 'drain')) return { status: 'needs_decision', pending: left }
    // Before anything is lost: what can't be read out keeps the session as it is.
    if (pending === 'export') exported = await queue.api.export()
    if (account() !== owner) throw new AuthError('account_switched')
    // A locked account shows its work to nobody: it can be kept or discarded, not handed over.
    if (pending === 'export' && exported.length < left) return { status: 'needs_decision', pending: left }
    queue.handedOver(owner, pending === 'export' ? exported : null)
  }
  const isGone = pending === 'discard' || pending === 'export'
  const shown = watch.view()
  if (!(shown.status === 'SIGNED_OUT' && shown.isSigningOut))
    host.signOuts.ask(shown.status === 'SIGNED_OUT' && shown.reason !== 'storage_timeout')
  host.send({ type: 'user.signOut', at: watch.now(), mode, pending: isGone ? 'discard' : 'keep' })
  await until(watch, (view) => !(view.status === 'SIGNED_OUT' && view.isSigningOut))
  const report = (await host.signOuts.last(everywherePatience)) ?? nothingToDo
  const isOffline = watch.view().connectivity === 'OFFLINE'
  const isLeaving = endSession !== undefined && !isOffline && (await leaveForEndSession(host, endSession.returnTo))
  const done = { status: 'signed_out', report, isLeaving } as const
  return pending === 'export' ? { ...done, exported } : done
}

const nothingToDo: SignOutReport = { device: 'wiped', server: 'nothing', everywhere: null }

async function drained({ host, observe, view, isDisposed, now, send }: SignOutWatch): Promise<void> {
  send({ type: 'user.flush', at: now() })
  const { clock } = host.platform
  let cancel = (): void => {}
  const late = new Promise<void>((resolve) => {
    cancel = clock.wakeAfter(drainPatience, resolve)
  })
  const done = until({ observe, view, isDisposed }, ({ pending, isOnline }) => pending === 0 || !isOnline)
  await Promise.race([done, late]).finally(() => cancel())
}

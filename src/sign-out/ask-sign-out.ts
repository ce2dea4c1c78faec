import type { AccountHash } from '../../machines/facts.ts'
import { after } from '../../machines/time.ts'
import type { SignOutOptions, SignOutResult } from '../auth.ts'
import type { Host } from '../host.ts'
import type { QueuePart } from '../queue/part.ts'
import { until, type Watch } from '../sign-in/ask-sign-in.ts'

/** Longer than a queue of a morning's notes needs on a slow network, shorter than anybody waits at a door. */
const drainPatience = 30_000

interface SignOutWatch extends Omit<Watch, 'isAway'> {
  readonly host: Host
  readonly queue: QueuePart | null
  readonly account: () => AccountHash | null
}

/** Decides about unsent work before the chart moves; then `user.signOut`, and the answer when it is done. */
export async function askSignOut(
  watch: SignOutWatch,
  { mode = 'hard', pending }: SignOutOptions,
): Promise<SignOutResult> {
  const { host, queue, account } = watch
  const owner = account()
  if (queue !== null && owner !== null) {
    if (pending === 'drain') await drained(watch)
    const left = (await queue.facts(owner)).pending
    if (left > 0 && (pending === undefined || pending === 'drain')) return { status: 'needs_decision', pending: left }
  }
  host.send({ type: 'user.signOut', at: watch.now(), mode, pending: pending === 'discard' ? 'discard' : 'keep' })
  await until(watch, (view) => !(view.status === 'SIGNED_OUT' && view.isSigningOut))
  return { status: 'signed_out' }
}

async function drained({ host, observe, view, now, send }: SignOutWatch): Promise<void> {
  send({ type: 'user.flush', at: now() })
  const { clock } = host.platform
  let cancel = (): void => {}
  const late = new Promise<void>((resolve) => {
    cancel = clock.wakeAt(after(clock.wall(), drainPatience), resolve)
  })
  await Promise.race([until({ observe, view }, ({ pending, isOnline }) => pending === 0 || !isOnline), late])
  cancel()
}

import type { AuthEvent } from '../../machines/events.ts'
import type { Instant } from '../../machines/time.ts'
import type { SignInResult } from '../auth.ts'
import type { AuthView } from '../view.ts'

/** How a promise-shaped question is put to the chart: send, then watch. */
export interface Watch {
  readonly send: (event: AuthEvent) => void
  readonly observe: (observer: () => void) => () => void
  readonly view: () => AuthView
  readonly now: () => Instant
  /** The page is leaving for the provider. */
  readonly isAway: () => boolean
}

/** Sends `user.signIn` and answers with how it ended. Already signed in: nothing to do. */
export async function askSignIn(watch: Watch): Promise<SignInResult> {
  await until(
    watch,
    (view) =>
      !(view.status === 'RESTORING' && !view.isSigningIn) && !(view.status === 'SIGNED_OUT' && view.isSigningOut),
  )
  if (watch.view().isAuthenticated) return { status: 'signed_in' }
  watch.send({ type: 'user.signIn', at: watch.now() })
  await until(watch, (view) => !view.isSigningIn || watch.isAway())
  if (watch.isAway()) return { status: 'redirecting' }
  const { isAuthenticated, problem } = watch.view()
  if (isAuthenticated) return { status: 'signed_in' }
  return problem === 'cancelled' || problem === null ? { status: 'cancelled' } : { status: 'failed', problem }
}

/** Resolves once the view is as asked. Every state it waits through has a bound of its own. */
export function until(
  { observe, view }: Pick<Watch, 'observe' | 'view'>,
  holds: (view: AuthView) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    if (holds(view())) return resolve()
    const stop = observe(() => {
      if (!holds(view())) return
      stop()
      resolve()
    })
  })
}

import type { AuthEvent } from '../../machines/events.ts'
import type { Instant } from '../../machines/time.ts'
import { AuthError } from '../auth-error.ts'
import type { SignInResult } from '../auth.ts'
import type { AuthView } from '../view.ts'

/** How a promise-shaped question is put to the chart: send, then watch. */
export interface Watch {
  readonly send: (event: AuthEvent) => void
  /** Called after every step of the chart, and once it has stopped. */
  readonly observe: (observer: () => void) => () => void
  readonly view: () => AuthView
  readonly now: () => Instant
  /** The page is leaving for the provider. */
  readonly isAway: () => boolean
  readonly isDisposed: () => boolean
}

/**
 * Begins a sign-in and answers with how it ended. Already under way: the same answer. Already signed in: nothing to do,
 * unless the same person is to authenticate `anew`.
 */
export async function askSignIn(
  watch: Watch,
  begin: (type: 'user.signIn' | 'user.stepUpRedirect') => void,
  anew = false,
): Promise<SignInResult> {
  const isBusy = (view: AuthView): boolean =>
    (view.status === 'RESTORING' && !view.isSigningIn && view.waiting === null) ||
    (view.status === 'SIGNED_OUT' && view.isSigningOut)
  await until(watch, (view) => !isBusy(view))
  const found = watch.view()
  const isAnew = found.isAuthenticated && anew
  if (found.isAuthenticated && !isAnew) return { status: 'signed_in' }
  // The platform's store is locked: there is nowhere to keep a session before the device is unlocked.
  if (found.status === 'RESTORING' && found.waiting !== null) return { status: 'failed', problem: 'storage_failed' }
  if (!found.isSigningIn) begin(isAnew ? 'user.stepUpRedirect' : 'user.signIn')
  await until(watch, (view) => (!view.isSigningIn && !isBusy(view)) || watch.isAway())
  if (watch.isAway()) return { status: 'redirecting' }
  const { isAuthenticated, problem } = watch.view()
  // Who was asked again and said no is signed in as before.
  if (isAuthenticated && !(isAnew && problem !== null)) return { status: 'signed_in' }
  return problem === 'cancelled' || problem === null ? { status: 'cancelled' } : { status: 'failed', problem }
}

/**
 * Resolves once the view is as asked; rejects with `disposed` when that can't come any more. Every state it waits through
 * has a bound of its own.
 */
export function until(
  { observe, view, isDisposed }: Pick<Watch, 'observe' | 'view' | 'isDisposed'>,
  holds: (view: AuthView) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settles = (): boolean => {
      if (holds(view())) resolve()
      else if (isDisposed()) reject(new AuthError('disposed'))
      else return false
      return true
    }
    if (settles()) return
    const stop = observe(() => {
      if (settles()) stop()
    })
  })
}

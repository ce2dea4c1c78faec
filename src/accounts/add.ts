import type { SignInOptions, SignInResult } from '../auth.ts'
import { until } from '../sign-in/ask-sign-in.ts'
import type { AuthView } from '../view.ts'
import type { AccountsHost } from './part.ts'

/** Begins one more sign-in and answers with how it ended; a sign-in that is under way already is waited for instead. */
export async function addAccount({ watch, asking }: AccountsHost, options: SignInOptions): Promise<SignInResult> {
  await until(watch, (view) => !isBusy(view))
  const found = watch.view()
  // The platform's store is locked, or the app is: there is nowhere to put anybody yet.
  if (found.status === 'RESTORING' && found.waiting !== null) return { status: 'failed', problem: 'storage_failed' }
  // Who is remembered by the provider's own cookie is who is signed in already: it has to ask.
  return asking({ prompt: 'login', ...options }, async (begin) => {
    if (!found.isSigningIn) begin({ type: 'user.addAccount', at: watch.now() })
    await until(watch, (view) => (!view.isSigningIn && !isBusy(view)) || watch.isAway())
    if (watch.isAway()) return { status: 'redirecting' }
    const { isAuthenticated, problem } = watch.view()
    if (problem === null && isAuthenticated) return { status: 'signed_in' }
    return problem === 'cancelled' || problem === null ? { status: 'cancelled' } : { status: 'failed', problem }
  })
}

function isBusy(view: AuthView): boolean {
  return (
    (view.status === 'RESTORING' && !view.isSigningIn && view.waiting === null) ||
    (view.status === 'SIGNED_OUT' && view.isSigningOut)
  )
}

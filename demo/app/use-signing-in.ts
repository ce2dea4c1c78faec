import { useAuth } from '../../src/react/index.ts'
import type { SigningIn } from './parts/sign-in-actions.tsx'

// Nobody wants to come back to where only a sign-in ends.
const callbacks: readonly string[] = ['/callback', '/signed-in']

/** The way in, for whatever screen offers it. */
export function useSigningIn(): SigningIn {
  const { isSigningIn, problem, connectivity, signIn, cancel, ...view } = useAuth()
  // The provider remembers somebody else.
  const isStranger = view.status === 'REAUTH_REQUIRED' && view.reason === 'identity_mismatch'
  return {
    isSigningIn,
    problem,
    isConnected: connectivity !== 'OFFLINE',
    onSignIn: () =>
      void signIn({
        returnTo: callbacks.includes(location.pathname) ? '/' : location.pathname,
        ...(isStranger ? { prompt: 'login' } : {}),
      }),
    onCancel: cancel,
  }
}

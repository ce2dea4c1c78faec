import { useAuth } from '../../src/react/index.ts'
import type { SigningIn } from './parts/sign-in-actions.tsx'

/** The way in, for whatever screen offers it. */
export function useSigningIn(): SigningIn {
  const { isSigningIn, problem, connectivity, signIn, cancel } = useAuth()
  return {
    isSigningIn,
    problem,
    isConnected: connectivity !== 'OFFLINE',
    onSignIn: () => void signIn({ returnTo: location.pathname === '/callback' ? '/' : location.pathname }),
    onCancel: cancel,
  }
}

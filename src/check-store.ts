import { AuthError } from './auth-error.ts'
import type { IdentityProvider } from './ports/identity.ts'
import type { Store } from './ports/store.ts'
import type { Platform } from './ports/world.ts'

/**
 * A rotating token that two contexts read at once is spent twice. Where a store can't compare and swap between them (web
 * storage lags behind between processes, lock or no lock), it is one context's or it is refused.
 */
export function checkStore({
  store,
  identity,
  platform,
}: {
  readonly store: Store
  readonly identity: IdentityProvider
  readonly platform: Platform
}): void {
  if (identity.binding !== undefined && store.keys.proofs === undefined) {
    throw new AuthError('invalid_option', {
      option: 'store',
      expected: 'a store that keeps key pairs, such as indexedDb(…), where tokens are bound to a key',
    })
  }
  const { atomic, sharedBetweenContexts } = store.traits
  const isContested = sharedBetweenContexts && platform.tabs.shared
  if (atomic || !isContested || identity.kind !== 'tokens' || !identity.rotation.rotates) return
  throw new AuthError('invalid_option', {
    option: 'store',
    expected: 'a store that is atomic between tabs, such as indexedDb(…), where refresh tokens rotate',
  })
}

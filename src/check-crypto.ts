import { AuthError } from './auth-error.ts'
import type { Store } from './ports/store.ts'
import type { Platform } from './ports/world.ts'

/**
 * A native app has no Web Crypto of its own. Without it every call of the store would say `impossible`, and an app would run in
 * memory and wonder: so it is said at once.
 */
export function checkCrypto({ store, platform }: { readonly store: Store; readonly platform: Platform }): void {
  if (platform.server) return
  const lacking = store.keys.lacks === 'crypto' || platform.random.lacks === 'crypto'
  if (!lacking) return
  throw new AuthError('missing_option', {
    option: 'crypto',
    expected:
      'Web Crypto, as a global or given to the store and the platform: of react-native-quick-crypto, for example',
  })
}

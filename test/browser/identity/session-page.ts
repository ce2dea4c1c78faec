import { dpop } from '../../../adapters/identity/dpop.ts'
import { completePopup, oidc } from '../../../adapters/identity/oidc.ts'
import { browser } from '../../../adapters/presets/browser.ts'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import type { Auth } from '../../../src/auth.ts'
import { createAuth } from '../../../src/create-auth.ts'

declare global {
  /** Written into the page by its server. */
  var places: { readonly issuer: string; readonly api: string }
  var auth: Auth
  /** What the database holds of key pairs: whether a script may read the private half of each. */
  var pairs: () => Promise<readonly boolean[]>
}

const name = new URLSearchParams(location.search).get('db') ?? 'app'

if (!completePopup()) {
  const { issuer, api } = globalThis.places
  globalThis.auth = createAuth({
    identity: oidc({ issuer, clientId: 'app', redirectUri: '/callback', dpop: dpop() }),
    store: indexedDb({ name }),
    platform: browser(),
    offlineFor: '7d',
    origins: [api],
  })
  globalThis.pairs = () =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open(name)
      opening.addEventListener('error', () => reject(new Error('Cannot open the database')))
      opening.addEventListener('success', () => {
        const keys = opening.result.transaction('keys').objectStore('keys')
        const all = keys.getAll(IDBKeyRange.bound('proof:', 'proof;'))
        all.addEventListener('success', () => {
          opening.result.close()
          resolve(all.result.map(({ privateKey }: CryptoKeyPair) => privateKey.extractable))
        })
      })
    })
}

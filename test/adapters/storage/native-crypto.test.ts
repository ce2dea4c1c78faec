import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemRandom } from '../../../adapters/random/system.ts'
import { installMarker } from '../../../adapters/storage/install-marker.ts'
import { memory } from '../../../adapters/storage/memory.ts'
import { secretKeys } from '../../../adapters/storage/secret-keys.ts'
import { secretStore } from '../../../adapters/storage/secret-store.ts'
import type { WebCrypto } from '../../../adapters/storage/web-crypto.ts'
import type { Store } from '../../../src/ports/store.ts'
import { keysContract } from '../../../src/testing/contracts/keys.contract.ts'
import { breachesOf } from '../../contract/planted/breaches.ts'
import { aWorld } from '../../core/worlds.ts'
import { keychainDevice } from '../platforms/keychain-device.ts'
import { ordinaryText } from '../platforms/ordinary-text.ts'

const { subtle } = globalThis.crypto
const getRandomValues = globalThis.crypto.getRandomValues.bind(globalThis.crypto)

/** What a native module brings; it counts how often it was asked. */
function nativeCrypto(): { readonly crypto: WebCrypto; readonly calls: () => number } {
  let calls = 0
  const counted = <Value>(value: Value): Value => {
    calls += 1
    return value
  }
  return {
    calls: () => calls,
    crypto: {
      getRandomValues: (into) => counted(getRandomValues(into)),
      subtle: {
        importKey: (format, key, algorithm, extractable, uses) =>
          counted(subtle.importKey(format, key, algorithm, extractable, uses)),
        encrypt: (by, key, plain) => counted(subtle.encrypt(by, key as CryptoKey, plain)),
        decrypt: (by, key, cipher) => counted(subtle.decrypt(by, key as CryptoKey, cipher)),
        digest: (algorithm, bytes) => counted(subtle.digest(algorithm, bytes)),
      },
    },
  }
}

const given = (crypto: WebCrypto | undefined): { readonly crypto?: WebCrypto } =>
  crypto === undefined ? {} : { crypto }

const stores: Readonly<Record<string, (crypto?: WebCrypto) => Store>> = {
  'secretKeys()': (crypto) => secretKeys(memory(), { secrets: keychainDevice().start().secrets, ...given(crypto) }),
  'secretStore()': (crypto) =>
    secretStore({ secrets: keychainDevice().start().secrets, canary: ordinaryText(), ...given(crypto) }),
  'installMarker(secretKeys())': (crypto) =>
    installMarker(secretKeys(memory(), { secrets: keychainDevice().start().secrets, ...given(crypto) }), {
      isSet: async () => true,
      set: async () => {},
    }),
}

afterEach(() => vi.unstubAllGlobals())

describe('a platform without Web Crypto', () => {
  it.each(Object.entries(stores))('is told at createAuth, by the name of what is missing: %s', (_, make) => {
    const world = aWorld()
    vi.stubGlobal('crypto', undefined)
    expect(() => world.open({ store: make() })).toThrow(
      expect.objectContaining({ code: 'missing_option', option: 'crypto', remedy: 'fix_code' }),
    )
  })

  it('is told so by its source of chance, too', () => {
    const world = aWorld()
    vi.stubGlobal('crypto', {})
    expect(() => world.open({ platform: { random: systemRandom() } })).toThrow(
      expect.objectContaining({ code: 'missing_option', option: 'crypto' }),
    )
  })

  it.each(Object.entries(stores))('is none where another’s is given: %s', (_, make) => {
    const world = aWorld()
    const { crypto } = nativeCrypto()
    vi.stubGlobal('crypto', undefined)
    expect(() => world.open({ store: make(crypto), platform: { random: systemRandom({ crypto }) } })).not.toThrow()
  })

  it('seals with what it was given, and with nothing else', async () => {
    const { crypto, calls } = nativeCrypto()
    vi.stubGlobal('crypto', undefined)
    const [device, canary] = [keychainDevice().start(), ordinaryText()]
    const subjects = [
      async () => {
        const store = memory()
        return {
          open: async () => secretKeys(store, { secrets: device.secrets, crypto, name: 'keys' }).keys,
          end: async () => {},
        }
      },
      async () => ({
        open: async () => secretStore({ secrets: device.secrets, canary, crypto, name: 'store' }).keys,
        end: async () => {},
      }),
    ]
    // The contract itself needs no cryptography.
    const fits = keysContract.filter(({ id }) =>
      ['keys.format', 'keys.aad', 'keys.digest', 'keys.ensure.keeps'].includes(id),
    )
    for (const subject of subjects) expect(await breachesOf(fits, subject)).toEqual([])
    expect(calls()).toBeGreaterThan(100)
  })
})

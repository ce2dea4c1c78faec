import { deleteDB } from 'idb'
import { expoSecrets } from '../../adapters/storage/expo.ts'
import { indexedDb } from '../../adapters/storage/indexed-db.ts'
import { memory, memoryDisk } from '../../adapters/storage/memory.ts'
import { secretKeys } from '../../adapters/storage/secret-keys.ts'
import { secretStore } from '../../adapters/storage/secret-store.ts'
import type { Secrets } from '../../adapters/storage/secrets.ts'
import { sqlite } from '../../adapters/storage/sqlite.ts'
import { webStorage } from '../../adapters/storage/web-storage.ts'
import type { Keys } from '../../src/ports/keys.ts'
import type { Store } from '../../src/ports/store.ts'
import type { KeysSubject } from '../../src/testing/contracts/keys.contract.ts'
import type { StoreSubject } from '../../src/testing/contracts/store-subject.ts'
import { electronApp } from '../adapters/platforms/electron-app.ts'
import { keychainDevice } from '../adapters/platforms/keychain-device.ts'
import { ordinaryText } from '../adapters/platforms/ordinary-text.ts'
import { aPhone, type Phone } from '../adapters/platforms/phone.ts'
import { secureStoreOn } from '../adapters/platforms/secure-store.ts'
import { sqliteFile } from '../adapters/platforms/sqlite-file.ts'

let databases = 0

export async function memorySubject(): Promise<StoreSubject> {
  const disk = memoryDisk()
  return { open: async () => memory({ disk }), end: async () => {} }
}

/** A Storage as the specification has it, on a map; `quota` in characters. */
export function storageOnMap(quota = Infinity): Storage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => {
      if (name.length + value.length > quota) throw new DOMException('Full', 'QuotaExceededError')
      items.set(name, value)
    },
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  }
}

export async function webStorageSubject(): Promise<StoreSubject> {
  const storage = storageOnMap()
  return { open: async () => webStorage({ dangerouslyPlaintext: true, storage }), end: async () => {} }
}

/** A keychain with values of 2 KiB; every context is in the one process of a native app. */
export async function secretStoreSubject(): Promise<StoreSubject> {
  const { secrets } = keychainDevice().start()
  const canary = ordinaryText()
  return { open: async () => secretStore({ secrets, canary }), end: async () => {} }
}

/** Keys in a phone's keychain, rows beside it. */
export function secretKeysSubject(secretsOf: (phone: Phone) => Secrets): () => Promise<StoreSubject> {
  return async () => {
    const [disk, phone] = [memoryDisk(), aPhone()]
    // Each context has a keychain module of its own: only rows and keychain are shared.
    return { open: async () => secretKeys(memory({ disk }), { secrets: secretsOf(phone) }), end: async () => {} }
  }
}

/** Real SQLite on a file, through the shape of a binding; every context has a connection of its own. */
export function sqliteSubject(binding: 'expo-sqlite' | 'op-sqlite'): () => Promise<StoreSubject> {
  return async () => {
    const [file, phone] = [sqliteFile(), aPhone()]
    const stores: Store[] = []
    return {
      async open() {
        const store = sqlite({ database: file.openers[binding], secrets: expoSecrets(secureStoreOn(phone)) })
        stores.push(store)
        return store
      },
      async end() {
        for (const store of stores) store.dispose()
        file.remove()
      },
    }
  }
}

/** Windows of an Electron app: rows in its IndexedDB, keys kept by the main process. */
export async function electronSubject(): Promise<StoreSubject> {
  const { open, end } = await indexedDbSubject()
  const app = electronApp()
  app.serve()
  return { open: async () => secretKeys(await open(), { secrets: app.secrets() }), end }
}

/** Runs in Node over fake-indexeddb and in a browser over the real one. */
export async function indexedDbSubject(): Promise<StoreSubject> {
  const name = `contract-${(databases += 1)}-${crypto.randomUUID()}`
  const stores: Store[] = []
  return {
    async open() {
      const store = indexedDb({ name })
      stores.push(store)
      return store
    },
    async end() {
      for (const store of stores) store.dispose()
      await deleteDB(name)
    },
  }
}

/** The keys that come with a store. */
export function keysOf(makeStore: () => Promise<StoreSubject>): () => Promise<KeysSubject> {
  return async () => {
    const { open, end } = await makeStore()
    return { open: async (): Promise<Keys> => (await open()).keys, end }
  }
}

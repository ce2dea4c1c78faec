import * as OpSqlite from '@op-engineering/op-sqlite'
import * as SecureStore from 'expo-secure-store'
import * as SQLite from 'expo-sqlite'
import * as Keychain from 'react-native-keychain'
import QuickCrypto from 'react-native-quick-crypto'
import { expoSecrets } from '../../adapters/storage/expo.ts'
import { keychainSecrets } from '../../adapters/storage/keychain.ts'
import { expoSqlite, opSqlite, sqlite } from '../../adapters/storage/sqlite.ts'
import type { WebCrypto } from '../../adapters/storage/web-crypto.ts'

/* What the published modules are, is what the adapters take: nothing here is run. */

export const crypto: WebCrypto = QuickCrypto

export const overExpo = sqlite({
  database: expoSqlite(() => SQLite.openDatabaseAsync('auth.db', { useNewConnection: true })),
  secrets: expoSecrets(SecureStore),
  crypto,
})

export const overOpSqlite = sqlite({
  database: opSqlite(() => OpSqlite.open({ name: 'auth.db' })),
  secrets: keychainSecrets(Keychain),
})

// @ts-expect-error One is not the other: the modules' types are there and are compared.
export const wrongSecrets = expoSecrets(Keychain)
// @ts-expect-error
export const wrongDatabase = expoSqlite(async () => OpSqlite.open({ name: 'auth.db' }))
// @ts-expect-error
export const wrongCrypto: WebCrypto = SecureStore
// @ts-expect-error It is not `any` either.
export const noText: string = QuickCrypto

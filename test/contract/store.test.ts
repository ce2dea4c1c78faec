import 'fake-indexeddb/auto'
import { keyRotationContract } from '../../src/testing/contracts/key-rotation.contract.ts'
import { keysContract } from '../../src/testing/contracts/keys.contract.ts'
import { proofKeysContract } from '../../src/testing/contracts/proof-keys.contract.ts'
import { storeContract } from '../../src/testing/contracts/store.contract.ts'
import { expoSecrets } from '../../adapters/storage/expo.ts'
import { keychainSecrets } from '../../adapters/storage/keychain.ts'
import { keychainOn } from '../adapters/platforms/keychain.ts'
import { secureStoreOn } from '../adapters/platforms/secure-store.ts'
import { holdsTo } from './register.ts'
import {
  electronSubject,
  indexedDbSubject,
  keysOf,
  memorySubject,
  secretKeysSubject,
  secretStoreSubject,
  sqliteSubject,
  webStorageSubject,
} from './store-subjects.ts'

holdsTo('memory()', storeContract, memorySubject)
holdsTo('indexedDb() over fake-indexeddb', storeContract, indexedDbSubject)
// What it declares not to hold, between processes, shows in none of these: they run in one.
holdsTo('webStorage()', storeContract, webStorageSubject)
holdsTo('secretStore()', storeContract, secretStoreSubject)
holdsTo('the keys of secretStore()', keysContract, keysOf(secretStoreSubject))
holdsTo('the keys of webStorage()', keysContract, keysOf(webStorageSubject))
holdsTo('the keys of memory()', keysContract, keysOf(memorySubject))
holdsTo('the rotating keys of memory()', keyRotationContract, keysOf(memorySubject))
holdsTo('the rotating keys of indexedDb() over fake-indexeddb', keyRotationContract, keysOf(indexedDbSubject))
holdsTo('the pairs of memory()', proofKeysContract, keysOf(memorySubject))
holdsTo('the pairs of indexedDb() over fake-indexeddb', proofKeysContract, keysOf(indexedDbSubject))
holdsTo('the keys of indexedDb() over fake-indexeddb', keysContract, keysOf(indexedDbSubject))

const phoneKeys = {
  'expo-secure-store': secretKeysSubject((phone) => expoSecrets(secureStoreOn(phone))),
  'react-native-keychain': secretKeysSubject((phone) => keychainSecrets(keychainOn(phone))),
}
for (const [module, subject] of Object.entries(phoneKeys)) {
  holdsTo(`secretKeys() in ${module}`, storeContract, subject)
  holdsTo(`the keys of secretKeys() in ${module}`, keysContract, keysOf(subject))
  holdsTo(`the rotating keys of secretKeys() in ${module}`, keyRotationContract, keysOf(subject))
}

for (const binding of ['expo-sqlite', 'op-sqlite'] as const) {
  const subject = sqliteSubject(binding)
  holdsTo(`sqlite() over ${binding}`, storeContract, subject)
  holdsTo(`the keys of sqlite() over ${binding}`, keysContract, keysOf(subject))
  holdsTo(`the rotating keys of sqlite() over ${binding}`, keyRotationContract, keysOf(subject))
}

holdsTo('secretKeys() in Electron', storeContract, electronSubject)
holdsTo('the keys of secretKeys() in Electron', keysContract, keysOf(electronSubject))
holdsTo('the rotating keys of secretKeys() in Electron', keyRotationContract, keysOf(electronSubject))

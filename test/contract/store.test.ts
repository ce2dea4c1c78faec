import 'fake-indexeddb/auto'
import { keyRotationContract } from '../../src/testing/contracts/key-rotation.contract.ts'
import { keysContract } from '../../src/testing/contracts/keys.contract.ts'
import { storeContract } from '../../src/testing/contracts/store.contract.ts'
import { holdsTo } from './register.ts'
import { indexedDbSubject, keysOf, memorySubject, secretStoreSubject, webStorageSubject } from './store-subjects.ts'

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
holdsTo('the keys of indexedDb() over fake-indexeddb', keysContract, keysOf(indexedDbSubject))

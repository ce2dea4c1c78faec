import 'fake-indexeddb/auto'
import { keysContract } from '../../src/testing/contracts/keys.contract.ts'
import { storeContract } from '../../src/testing/contracts/store.contract.ts'
import { holdsTo } from './register.ts'
import { indexedDbSubject, keysOf, memorySubject } from './store-subjects.ts'

holdsTo('memory()', storeContract, memorySubject)
holdsTo('indexedDb() over fake-indexeddb', storeContract, indexedDbSubject)
holdsTo('the keys of memory()', keysContract, keysOf(memorySubject))
holdsTo('the keys of indexedDb() over fake-indexeddb', keysContract, keysOf(indexedDbSubject))

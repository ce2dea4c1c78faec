import { systemClock } from '../../../adapters/clock/system.ts'
import { browserConnectivity } from '../../../adapters/connectivity/browser.ts'
import { browserLocation } from '../../../adapters/navigation/browser-location.ts'
import { browser } from '../../../adapters/presets/browser.ts'
import { systemRandom } from '../../../adapters/random/system.ts'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import { webLocks } from '../../../adapters/tabs/web-locks.ts'
import { clockContract } from '../../../src/testing/contracts/clock.contract.ts'
import type { ContractCase, Subject } from '../../../src/testing/contracts/contract-case.ts'
import {
  connectivityContract,
  type ConnectivitySubject,
  type Surroundings,
} from '../../../src/testing/contracts/connectivity.contract.ts'
import { exclusiveContract } from '../../../src/testing/contracts/exclusive.contract.ts'
import { keyRotationContract } from '../../../src/testing/contracts/key-rotation.contract.ts'
import { keysContract } from '../../../src/testing/contracts/keys.contract.ts'
import { proofKeysContract } from '../../../src/testing/contracts/proof-keys.contract.ts'
import { randomContract } from '../../../src/testing/contracts/random.contract.ts'
import { put, readOne, sampleRow } from '../../../src/testing/contracts/sample-rows.ts'
import { storeContract } from '../../../src/testing/contracts/store.contract.ts'
import { realTime } from '../../contract/real-time.ts'
import { indexedDbSubject, keysOf } from '../../contract/store-subjects.ts'
import { webLocksSubject } from '../../contract/tabs-subjects.ts'

declare global {
  /** What the test driver reaches from outside the page. */
  var page: typeof pageParts
  /** Given by the driver: changes the network around the page. */
  function surroundPage(by: Surroundings): Promise<void>
}

async function connectivitySubject(): Promise<ConnectivitySubject> {
  return {
    connectivity: browserConnectivity({ probeUrl: '/probe' }),
    async surround(by) {
      await surroundPage(by)
      while (navigator.onLine !== (by !== 'no network')) await realTime(5)
      // The event follows the property.
      await realTime(20)
    },
    end: () => surroundPage('internet'),
  }
}

type Bound = ReadonlyMap<string, () => Promise<void>>

function bind<Kind extends Subject>(contract: readonly ContractCase<Kind>[], make: () => Promise<Kind>): Bound {
  return new Map(contract.map((one) => [one.id, () => one.run(make)]))
}

const suites: Readonly<Record<string, Bound>> = {
  store: bind(storeContract, indexedDbSubject),
  rotation: bind(keyRotationContract, keysOf(indexedDbSubject)),
  pairs: bind(proofKeysContract, keysOf(indexedDbSubject)),
  keys: bind(keysContract, keysOf(indexedDbSubject)),
  exclusive: bind(exclusiveContract, webLocksSubject),
  clock: bind(clockContract, async () => ({ clock: systemClock(), pass: realTime, end: async () => {} })),
  random: bind(randomContract, async () => ({ random: systemRandom(), end: async () => {} })),
  connectivity: bind(connectivityContract, connectivitySubject),
}

const pageParts = {
  /** Resolves with the breach's words, or null. */
  async hold(suite: string, id: string): Promise<string | null> {
    const one = suites[suite]?.get(id)
    if (one === undefined) return `There is no case ${suite} ${id}`
    return one().then(
      () => null,
      (error: unknown) => String(error),
    )
  },
  browser,
  browserLocation,
  indexedDb,
  webLocks,
  systemClock,
  rows: { put, readOne, sampleRow },
}

globalThis.page = pageParts

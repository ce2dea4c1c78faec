import { describe, expect, it } from 'vitest'
import type { Connectivity, Random } from '../../../src/ports/world.ts'
import { clockContract } from '../../../src/testing/contracts/clock.contract.ts'
import { connectivityContract } from '../../../src/testing/contracts/connectivity.contract.ts'
import { keyRotationContract } from '../../../src/testing/contracts/key-rotation.contract.ts'
import { keysContract } from '../../../src/testing/contracts/keys.contract.ts'
import { proofKeysContract } from '../../../src/testing/contracts/proof-keys.contract.ts'
import { randomContract } from '../../../src/testing/contracts/random.contract.ts'
import { storeContract } from '../../../src/testing/contracts/store.contract.ts'
import { tabsContract } from '../../../src/testing/contracts/tabs.contract.ts'
import { seededRandom } from '../../../src/testing/fakes/seeded-random.ts'
import { switchableNetworkSubject } from '../connectivity-subjects.ts'
import { breachesOf } from './breaches.ts'
import { plantedClock, plantedClocks } from './clocks.ts'
import { plantedKeys, plantedKeySets, plantedPairs, plantedRotations } from './keys.ts'
import { plantedStore, plantedStores } from './stores.ts'
import { plantedTabs, plantedTabSets } from './tabs.ts'

describe('the contract of Store', () => {
  it('finds nothing in a store with nothing planted', async () => {
    expect(
      await breachesOf(
        storeContract,
        plantedStore(() => ({})),
      ),
    ).toEqual([])
  })

  it.each(Object.entries(plantedStores))('notices a store that %s', async (_, { plant, noticedBy }) => {
    expect(await breachesOf(storeContract, plantedStore(plant))).toContain(noticedBy)
  })
})

describe('the contract of Keys', () => {
  it('finds nothing in keys with nothing planted', async () => {
    expect(
      await breachesOf(
        keysContract,
        plantedKeys(() => ({})),
      ),
    ).toEqual([])
  })

  it.each(Object.entries(plantedKeySets))('notices keys that %s', async (_, { plant, noticedBy }) => {
    expect(await breachesOf(keysContract, plantedKeys(plant))).toContain(noticedBy)
  })

  it.each(Object.entries(plantedRotations))('notices keys that, replaced, %s', async (_, { plant, noticedBy }) => {
    expect(await breachesOf(keyRotationContract, plantedKeys(plant))).toContain(noticedBy)
  })

  it.each(Object.entries(plantedPairs))('notices pairs that %s', async (_, { plant, noticedBy }) => {
    expect(await breachesOf(proofKeysContract, plantedKeys(plant))).toContain(noticedBy)
  })
})

describe('the contract of Tabs', () => {
  it('finds nothing in tabs with nothing planted', async () => {
    expect(
      await breachesOf(
        tabsContract,
        plantedTabs(() => ({})),
      ),
    ).toEqual([])
  })

  it.each(Object.entries(plantedTabSets))('notices tabs that %s', async (_, { plant, noticedBy }) => {
    const contract = tabsContract.filter(({ id }) => id === noticedBy)
    expect(await breachesOf(contract, plantedTabs(plant))).toEqual([noticedBy])
  })

  it('notices a dead tab that keeps its names', async () => {
    const contract = tabsContract.filter(({ id }) => id === 'tabs.exclusive.dead')
    const subject = plantedTabs(() => ({}), 'forgets to free')
    expect(await breachesOf(contract, subject)).toEqual(['tabs.exclusive.dead'])
  })
})

describe('the contract of Clock', () => {
  it('finds nothing in a clock with nothing planted', async () => {
    expect(
      await breachesOf(
        clockContract,
        plantedClock(() => ({})),
      ),
    ).toEqual([])
  })

  it.each(Object.entries(plantedClocks))('notices a clock that %s', async (_, { plant, noticedBy }) => {
    expect(await breachesOf(clockContract, plantedClock(plant))).toContain(noticedBy)
  })
})

describe('the contract of Random', () => {
  const plants: Readonly<Record<string, { readonly plant: Partial<Random>; readonly noticedBy: string }>> = {
    'counts instead of drawing': { plant: { id: counted() }, noticedBy: 'random.id.shape' },
    'repeats an id': { plant: { id: () => 'a'.repeat(32) }, noticedBy: 'random.id.unique' },
    'reaches one': { plant: { unit: () => 1 }, noticedBy: 'random.unit.range' },
    'prefers small numbers': { plant: { unit: squared() }, noticedBy: 'random.unit.even' },
  }

  it.each(Object.entries(plants))('notices a source that %s', async (_, { plant, noticedBy }) => {
    const subject = async () => ({ random: { ...seededRandom(1), ...plant }, end: async () => {} })
    expect(await breachesOf(randomContract, subject)).toContain(noticedBy)
  })
})

describe('the contract of Connectivity', () => {
  const plants: Readonly<
    Record<string, { readonly plant: (real: Connectivity) => Partial<Connectivity>; readonly noticedBy: string }>
  > = {
    'takes any answer for the internet': {
      noticedBy: 'connectivity.probe',
      plant: ({ probe }) => ({
        async probe(signal) {
          const outcome = await probe?.(signal)
          if (outcome === undefined) throw new TypeError('The network has a probe')
          return outcome.ok && outcome.value === 'portal' ? { ...outcome, value: 'reached' } : outcome
        },
      }),
    },
    'never notices a change': { noticedBy: 'connectivity.subscribe', plant: () => ({ subscribe: () => () => {} }) },
    'keeps telling who has left': {
      noticedBy: 'connectivity.subscribe',
      plant: (real) => ({
        subscribe(listener) {
          real.subscribe(listener)
          return () => {}
        },
      }),
    },
    'believes in the network for ever': {
      noticedBy: 'connectivity.current',
      plant: () => ({ current: () => 'online' }),
    },
  }

  it.each(Object.entries(plants))('notices an adapter that %s', async (_, { plant, noticedBy }) => {
    const subject = async () => {
      const real = await switchableNetworkSubject()
      return { ...real, connectivity: { ...real.connectivity, ...plant(real.connectivity) } }
    }
    expect(await breachesOf(connectivityContract, subject)).toContain(noticedBy)
  })
})

function counted(): () => string {
  let count = 0
  return () => String((count += 1)).padStart(32, '0')
}

function squared(): () => number {
  const { unit } = seededRandom(1)
  return () => unit() ** 2
}

import { memory, memoryDisk } from '../../../adapters/storage/memory.ts'
import { instant } from '../../../machines/time.ts'
import type { Keys, ProofKeys } from '../../../src/ports/keys.ts'
import type { KeysSubject } from '../../../src/testing/contracts/keys.contract.ts'

type Planted = (keys: Keys) => Partial<Keys>

/** Keys that are right but for one thing. */
export function plantedKeys(plant: Planted): () => Promise<KeysSubject> {
  return async () => {
    const disk = memoryDisk()
    return {
      async open() {
        const { keys } = memory({ disk })
        return { ...keys, ...plant(keys) }
      },
      end: async () => {},
    }
  }
}

const nothing = new Uint8Array(0)

/** One thing each, and a promise that must notice it. */
export const plantedKeySets: Readonly<Record<string, { readonly plant: Planted; readonly noticedBy: string }>> = {
  'ignore the AAD': {
    noticedBy: 'keys.aad',
    plant: (keys) => ({
      seal: (name, plain) => keys.seal(name, plain, nothing),
      open: (name, sealed) => keys.open(name, sealed, nothing),
    }),
  },
  'ignore the last byte of the AAD': {
    noticedBy: 'keys.aad',
    plant: (keys) => ({
      seal: (name, plain, aad) => keys.seal(name, plain, aad.slice(0, -1)),
      open: (name, sealed, aad) => keys.open(name, sealed, aad.slice(0, -1)),
    }),
  },
  'ignore the version': {
    noticedBy: 'keys.every-bit',
    plant: (keys) => ({
      open: (name, sealed, aad) => keys.open(name, sealed.length > 0 ? sealed.with(0, 1) : sealed, aad),
    }),
  },
  'take one key for all': {
    noticedBy: 'keys.separate',
    plant: (keys) => ({
      ensure: () => keys.ensure({ scope: 'device' }),
      seal: (_, plain, aad) => keys.seal({ scope: 'device' }, plain, aad),
      open: (_, sealed, aad) => keys.open({ scope: 'device' }, sealed, aad),
    }),
  },
  'make a new key each time': {
    noticedBy: 'keys.ensure.keeps',
    plant: (keys) => ({
      async ensure(name) {
        await keys.destroy(name)
        return keys.ensure(name)
      },
    }),
  },
  'make a key when one is missing': {
    noticedBy: 'keys.lost',
    plant: (keys) => ({
      async seal(name, plain, aad) {
        await keys.ensure(name)
        return keys.seal(name, plain, aad)
      },
    }),
  },
  'destroy nothing': {
    noticedBy: 'keys.destroy',
    plant: (keys) => ({
      async destroy() {
        const { at } = await keys.exists({ scope: 'device' })
        return { ok: true, value: null, at }
      },
    }),
  },
  'look at the bytes later': {
    noticedBy: 'keys.copies',
    plant: (keys) => ({
      async seal(name, plain, aad) {
        await Promise.resolve()
        return keys.seal(name, plain, aad)
      },
    }),
  },
  'seal the same bytes to the same bytes': {
    noticedBy: 'keys.format',
    plant: (keys) => {
      const known = new Map<string, ReturnType<Keys['seal']>>()
      return {
        seal(name, plain, aad) {
          const asked = JSON.stringify([name, [...plain], [...aad]])
          const sealed = known.get(asked) ?? keys.seal(name, plain, aad)
          known.set(asked, sealed)
          return sealed
        },
      }
    },
  },
  'seal nothing at all': {
    noticedBy: 'keys.format',
    plant: (keys) => ({
      async seal(name, plain) {
        const { at } = await keys.exists(name)
        return { ok: true, value: plain, at }
      },
      async open(name, sealed) {
        const { at } = await keys.exists(name)
        return { ok: true, value: sealed, at }
      },
    }),
  },
}

/** The same for keys that are replaced. */
export const plantedRotations: Readonly<Record<string, { readonly plant: Planted; readonly noticedBy: string }>> = {
  'forget the old key at once': {
    noticedBy: 'keys.rotation.both-open',
    plant: ({ rotation }) =>
      changed(rotation, {
        begin: async (name) => {
          await rotation?.begin(name)
          return rotation?.end(name) ?? Promise.reject(new Error('no rotation'))
        },
      }),
  },
  'never let the old key go': {
    noticedBy: 'keys.rotation.end',
    plant: ({ rotation, exists }) =>
      changed(rotation, {
        end: async (name) => {
          const { at } = await exists(name)
          return { ok: true, value: null, at }
        },
      }),
  },
  'destroy one of two': {
    noticedBy: 'keys.rotation.destroy',
    plant: ({ rotation, destroy, ensure }) => ({
      destroy: async (name) => {
        const since = await rotation?.begunAt(name)
        return since?.ok === true && since.value !== null ? ensure(name) : destroy(name)
      },
    }),
  },
}

function changed(rotation: Keys['rotation'], change: Partial<NonNullable<Keys['rotation']>>): Partial<Keys> {
  return rotation === undefined ? {} : { rotation: { ...rotation, ...change } }
}

type PlantedPairs = (pairs: ProofKeys) => Partial<ProofKeys>

const pairs = (change: PlantedPairs): Planted => {
  return ({ proofs }) => (proofs === undefined ? {} : { proofs: { ...proofs, ...change(proofs) } })
}

/** Pairs that are right but for one thing. */
export const plantedPairs: Readonly<Record<string, { readonly plant: Planted; readonly noticedBy: string }>> = {
  'are one for all ids': {
    noticedBy: 'keys.proofs.apart',
    plant: pairs((own) => ({ make: () => own.make('same'), find: () => own.find('same') })),
  },
  'outlive their end': {
    noticedBy: 'keys.proofs.gone',
    plant: pairs(() => ({ destroy: async () => ({ ok: true, value: null, at: instant(0) }) })),
  },
  'are made anew where there is none': {
    noticedBy: 'keys.proofs.gone',
    plant: pairs((own) => ({
      find: async (id) => {
        const found = await own.find(id)
        if (!found.ok) await own.make(id)
        return own.find(id)
      },
    })),
  },
  'scripts can read': {
    noticedBy: 'keys.proofs.closed',
    plant: pairs((own) => ({
      find: async (id) => {
        const found = await own.find(id)
        const open = { name: 'ECDSA', namedCurve: 'P-256' } as const
        return found.ok ? { ...found, value: await crypto.subtle.generateKey(open, true, ['sign', 'verify']) } : found
      },
    })),
  },
}

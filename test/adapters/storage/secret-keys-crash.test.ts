import { describe, expect, it } from 'vitest'
import { memory, memoryDisk, type MemoryDisk } from '../../../adapters/storage/memory.ts'
import { secretKeys } from '../../../adapters/storage/secret-keys.ts'
import type { KeyName, KeyRotation, Keys } from '../../../src/ports/keys.ts'
import { valueOf } from '../../../src/testing/contracts/demand.ts'
import { keychainDevice, type Death, type KeychainDevice } from '../platforms/keychain-device.ts'

const alice: KeyName = { scope: 'account', account: 'alice' }
const [plain, aad] = [new TextEncoder().encode('what must not be lost'), new TextEncoder().encode('label')]

interface Files {
  readonly disk: MemoryDisk
  readonly device: KeychainDevice
}

function open(
  { disk, device }: Files,
  death?: Death,
): { readonly keys: Keys; readonly died: Promise<void>; readonly calls: () => number } {
  const { secrets, died, calls } = device.start(death)
  return { keys: secretKeys(memory({ disk }), { secrets }).keys, died, calls }
}

function rotationOf({ rotation }: Keys): KeyRotation {
  if (rotation === undefined) throw new TypeError('These keys can be replaced')
  return rotation
}

const steps: Readonly<Record<string, (keys: Keys) => Promise<unknown>>> = {
  'makes sure of a key': (keys) => keys.ensure(alice),
  'begins with a new key': (keys) => rotationOf(keys).begin(alice),
}

describe('secretKeys() in a process that dies', () => {
  it.each(Object.entries(steps))('opens what was sealed before it %s', async (_, step) => {
    let runs = 0
    for (let call = 0; ; call += 1) {
      const made = await Promise.all(
        (['before', 'after'] as const).map(async (when) => {
          const files: Files = { disk: memoryDisk(), device: keychainDevice() }
          const first = open(files).keys
          valueOf(await first.ensure(alice))
          const sealed = valueOf(await first.seal(alice, plain, aad))
          const dying = open(files, { call, when })
          await Promise.race([step(dying.keys), dying.died])
          const { keys } = open(files)
          expect(valueOf(await keys.open(alice, sealed, aad))).toEqual(plain)
          valueOf(await keys.ensure(alice))
          const young = valueOf(await keys.seal(alice, plain, aad))
          expect(valueOf(await open(files).keys.open(alice, young, aad))).toEqual(plain)
          return dying.calls()
        }),
      )
      runs += 2
      if (made.every((calls) => calls <= call)) break
    }
    expect(runs).toBeGreaterThan(2)
  })

  it('has destroyed the key for good, or destroys it at the next try', async () => {
    for (const call of [0, 1, 2]) {
      for (const when of ['before', 'after'] as const) {
        const files: Files = { disk: memoryDisk(), device: keychainDevice() }
        const { keys } = open(files)
        valueOf(await keys.ensure(alice))
        valueOf(await rotationOf(keys).begin(alice))
        const dying = open(files, { call, when })
        await Promise.race([dying.keys.destroy(alice), dying.died])
        valueOf(await open(files).keys.destroy(alice))
        expect(files.device.items.size).toBe(0)
        expect(valueOf(await open(files).keys.exists(alice))).toBe(false)
      }
    }
  })

  it('keeps a key whose row may have been written when the store does not say', async () => {
    const files: Files = { disk: memoryDisk(), device: keychainDevice() }
    const store = memory({ disk: files.disk })
    const silent = {
      ...store,
      commit: async (...commit: Parameters<typeof store.commit>) => {
        const done = await store.commit(...commit)
        return { ok: false, failure: { kind: 'closed' }, at: done.at } as const
      },
    }
    const { keys } = secretKeys(silent, { secrets: files.device.start().secrets })
    expect(await keys.ensure(alice)).toMatchObject({ ok: false, failure: { kind: 'timeout' } })
    const after = open(files).keys
    expect(valueOf(await after.exists(alice))).toBe(true)
    valueOf(await after.seal(alice, plain, aad))
  })
})

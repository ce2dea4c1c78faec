import { describe, expect, it } from 'vitest'
import { secretStore } from '../../../adapters/storage/secret-store.ts'
import type { Secrets } from '../../../adapters/storage/secrets.ts'
import type { Row, Store } from '../../../src/ports/store.ts'
import { valueOf } from '../../../src/testing/contracts/demand.ts'
import { put, readOne, sampleRow } from '../../../src/testing/contracts/sample-rows.ts'
import { keychainDevice, type Death, type KeychainDevice } from '../platforms/keychain-device.ts'
import { ordinaryText } from '../platforms/ordinary-text.ts'

/** Some need one value of the keychain, some need several. */
const sizes = [4_000, 9_000, 300, 10] as const

const row = (revision: number): Row =>
  sampleRow({ revision, sealed: new Uint8Array(sizes[revision % sizes.length] ?? 0).fill(revision) })

type Wrap = (secrets: Secrets) => Secrets

function open(
  device: KeychainDevice,
  wrap: Wrap,
  death?: Death,
): { store: Store; calls: () => number; died: Promise<void> } {
  const { secrets, calls, died } = device.start(death)
  return { store: secretStore({ secrets: wrap(secrets), canary: ordinaryText() }), calls, died }
}

/** Everything that went wrong when a process dies at each call of a write, and again in the write after it. */
async function sweep(wrap: Wrap, twice: boolean): Promise<{ readonly runs: number; readonly lost: readonly string[] }> {
  const lost: string[] = []
  let runs = 0
  const dyings = (calls: number): readonly Death[] =>
    Array.from({ length: calls }, (_, call) => (['before', 'after'] as const).map((when) => ({ call, when }))).flat()

  const write = async (device: KeychainDevice, revision: number, death?: Death): Promise<number> => {
    const { store, calls, died } = open(device, wrap, death)
    await Promise.race([store.commit([], [{ do: 'put', row: row(revision) }]), died])
    return calls()
  }
  const stands = async (device: KeychainDevice, allowed: readonly number[], after: string): Promise<void> => {
    const found = await readOne(open(device, wrap).store, row(1)).catch((error: unknown) => String(error))
    const isWhole = allowed.some((revision) => JSON.stringify(found) === JSON.stringify(row(revision)))
    if (!isWhole) lost.push(after)
  }
  const prepared = async (): Promise<KeychainDevice> => {
    const device = keychainDevice()
    for (const revision of [1, 2, 3]) await write(device, revision)
    return device
  }

  const calls = await write(await prepared(), 4)
  const undisturbed = await prepared()
  for (const revision of [6, 7, 8, 9]) await write(undisturbed, revision)
  const tidy = undisturbed.items.size
  for (const first of dyings(calls)) {
    for (const second of twice ? [null, ...dyings(calls)] : [null]) {
      const device = await prepared()
      await write(device, 4, first)
      if (second !== null) await write(device, 5, second)
      runs += 1
      await stands(device, second === null ? [3, 4] : [3, 4, 5], JSON.stringify([first, second]))
      await write(device, 6)
      await stands(device, [6], `${JSON.stringify([first, second])}, and a write after it`)
      // What a crash has left is cleared away by the writes that come.
      for (const revision of [7, 8, 9]) await write(device, revision)
      if (device.items.size !== tidy) lost.push(`${JSON.stringify([first, second])}, left over`)
    }
  }
  return { runs, lost }
}

describe('secretStore() in a process that dies', () => {
  it('has the old rows or the new ones, whichever call was the last (ST-13)', async () => {
    const { runs, lost } = await sweep((secrets) => secrets, true)
    process.stdout.write(`${runs} deaths in a keychain write\n`)
    expect(runs).toBeGreaterThan(500)
    expect(lost).toEqual([])
  })

  it.each<[string, Wrap]>([
    [
      'one slot',
      (secrets) => {
        const one = (name: string): string => name.replace(/\.b(?=\.|$)/, '.a')
        return {
          ...secrets,
          read: (name) => secrets.read(one(name)),
          write: (name, value) => secrets.write(one(name), value),
          remove: (name) => secrets.remove(one(name)),
        }
      },
    ],
    [
      'a pointer that comes first',
      (secrets) => ({
        ...secrets,
        write: async (name, value) => {
          if (/\.[ab]$/.test(name)) await secrets.write('authchart', value)
          await secrets.write(name, value)
        },
      }),
    ],
  ])('would lose them with %s', async (_, wrap) => {
    expect((await sweep(wrap, false)).lost.length).toBeGreaterThan(0)
  })

  it('keeps what it acknowledged over another process', async () => {
    const device = keychainDevice()
    for (const revision of [1, 2, 3, 4]) {
      await put(open(device, (secrets) => secrets).store, row(revision))
      expect(await readOne(open(device, (secrets) => secrets).store, row(1))).toEqual(row(revision))
    }
    expect(valueOf(await open(device, (secrets) => secrets).store.read([]))).toEqual([])
  })
})

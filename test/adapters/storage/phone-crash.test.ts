import { describe, expect, it } from 'vitest'
import { expoSecrets } from '../../../adapters/storage/expo.ts'
import { memory, memoryDisk } from '../../../adapters/storage/memory.ts'
import { secretKeys } from '../../../adapters/storage/secret-keys.ts'
import { secretStore } from '../../../adapters/storage/secret-store.ts'
import { sqlite } from '../../../adapters/storage/sqlite.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { TestWorld } from '../../../src/testing/test-world.ts'
import { aWorld } from '../../core/worlds.ts'
import { keychainDevice, type Death } from '../platforms/keychain-device.ts'
import { ordinaryText } from '../platforms/ordinary-text.ts'
import { aPhone } from '../platforms/phone.ts'
import { secureStoreOn } from '../platforms/secure-store.ts'
import { sqliteFile } from '../platforms/sqlite-file.ts'

interface Process {
  readonly store: Store
  readonly calls: () => number
  readonly died: Promise<void>
}

interface Installation {
  /** A process of the app; with a death, one that ends at that call of its storage. */
  start(death?: Death): Process
  end(): void
}

const installations: Readonly<Record<string, (world: TestWorld) => Installation>> = {
  'secretStore()': ({ clock }) => {
    const [device, canary] = [keychainDevice(), ordinaryText()]
    return {
      start: (death) => {
        const { secrets, calls, died } = device.start(death)
        return { store: secretStore({ secrets, canary, clock }), calls, died }
      },
      end: () => {},
    }
  },
  'secretKeys()': ({ clock }) => {
    const [device, disk] = [keychainDevice(), memoryDisk()]
    return {
      start: (death) => {
        const { secrets, calls, died } = device.start(death)
        return { store: secretKeys(memory({ disk, clock }), { secrets, clock }), calls, died }
      },
      end: () => {},
    }
  },
  'sqlite()': ({ clock }) => {
    const [file, secrets] = [sqliteFile(), expoSecrets(secureStoreOn(aPhone()))]
    return {
      start: (death) => {
        const before = file.statements()
        file.plan =
          death === undefined ? null : (_, made) => (made - before === death.call ? `die ${death.when}` : null)
        const store = sqlite({ database: file.openers['expo-sqlite'], secrets, clock })
        return { store, calls: () => file.statements() - before, died: file.died() }
      },
      end: () => file.remove(),
    }
  },
}

/** Opens the app, renews, and signs in again: all that writes. Until it is over, or the process has died. */
async function live(world: TestWorld, { store, died }: Process): Promise<void> {
  let isDead = false
  void died.then(() => (isDead = true))
  const tab = world.open({ store: world.watch(store) })
  const life = async (): Promise<void> => {
    for (let step = 0; step < 7 && !isDead; step += 1) await world.advance('10s')
  }
  await Promise.race([life(), died])
  tab.kill()
}

/** A database is called by the hundred: every so many-th call is the last. */
const strides: Readonly<Record<string, number>> = { 'sqlite()': 7 }

describe.each(Object.entries(installations))('a session in %s', (name, install) => {
  const stride = strides[name] ?? 1

  it('outlives its process, whichever call of its storage was the last, and spends no token twice', async () => {
    let runs = 0
    for (let call = 0, isOver = false; !isOver; call += stride) {
      for (const when of ['before', 'after'] as const) {
        const world = aWorld()
        const installation = install(world)
        try {
          const first = await world.start({ store: world.watch(installation.start().store) })
          await world.signIn(first)
          first.dispose()
          const dying = installation.start({ call, when })
          await live(world, dying)
          isOver = dying.calls() <= call
          const auth = await world.start({ store: world.watch(installation.start().store) })
          await world.advance('70s')
          const after = { call, when, status: auth.state.status, persistence: auth.state.persistence }
          expect(after).toEqual({ call, when, status: 'ACTIVE', persistence: 'durable' })
          expect({ call, when, reuses: world.server.reuseDetected }).toEqual({ call, when, reuses: 0 })
          auth.dispose()
          world.dispose()
          runs += 1
        } finally {
          installation.end()
        }
      }
    }
    process.stdout.write(`${runs} deaths of an app\n`)
    expect(runs).toBeGreaterThan(2)
  })

  it('would not outlive one that says it wrote and did not', async () => {
    const world = aWorld()
    const installation = install(world)
    try {
      const first = await world.start({ store: world.watch(installation.start().store) })
      await world.signIn(first)
      first.dispose()
      const { store } = installation.start()
      const lying: Store = {
        ...store,
        commit: async (_, writes) => ({ ok: true, value: { seqs: writes.map(() => 1) }, at: world.clock.wall() }),
      }
      const second = await world.start({ store: world.watch(lying) })
      await world.advance('3m')
      expect(second.state.status).toBe('ACTIVE')
      second.dispose()
      const third = await world.start({ store: world.watch(installation.start().store) })
      await world.advance('70s')
      expect([third.state.status, world.server.reuseDetected]).toEqual(['REAUTH_REQUIRED', 1])
    } finally {
      installation.end()
    }
  })
})

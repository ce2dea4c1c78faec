import { describe, expect, it } from 'vitest'
import { expoSecrets, type ExpoSecureStore } from '../../../adapters/storage/expo.ts'
import { installMarker } from '../../../adapters/storage/install-marker.ts'
import { keychainSecrets, type ReactNativeKeychain } from '../../../adapters/storage/keychain.ts'
import { memory, memoryDisk } from '../../../adapters/storage/memory.ts'
import { secretKeys } from '../../../adapters/storage/secret-keys.ts'
import { secretStore } from '../../../adapters/storage/secret-store.ts'
import type { Secrets } from '../../../adapters/storage/secrets.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { TestWorld } from '../../../src/testing/test-world.ts'
import { aWorld } from '../../core/worlds.ts'
import { keychainOn } from '../platforms/keychain.ts'
import { ordinaryText } from '../platforms/ordinary-text.ts'
import { aPhone, type Phone } from '../platforms/phone.ts'
import { secureStoreOn } from '../platforms/secure-store.ts'

const modules: Readonly<Record<string, (phone: Phone) => Secrets>> = {
  'expo-secure-store': (phone) => expoSecrets(secureStoreOn(phone)),
  'react-native-keychain': (phone) => keychainSecrets(keychainOn(phone)),
}

/** A whole session in the keychain, or its keys there and its rows in files of the app. */
const layouts: Readonly<Record<string, (world: TestWorld) => (secrets: Secrets) => Store>> = {
  'the whole session': ({ clock, watch }) => {
    const canary = ordinaryText()
    return (secrets) => watch(secretStore({ secrets, canary, clock }))
  },
  'the keys of a session': ({ clock, watch }) => {
    const disk = memoryDisk()
    return (secrets) => watch(secretKeys(memory({ disk, clock }), { secrets, clock }))
  },
}

const combinations = Object.keys(modules).flatMap((module) =>
  Object.keys(layouts).map((kept) => [kept, module] as const),
)

interface Scene {
  readonly world: TestWorld
  readonly phone: Phone
  readonly store: () => Store
}

/** Somebody has signed in, and the app was closed. */
async function used(kept: string, module: string, platform: Phone['platform'] = 'ios'): Promise<Scene> {
  const [world, phone] = [aWorld(), aPhone(platform)]
  const make = layouts[kept]?.(world)
  const secretsOf = modules[module]
  if (make === undefined || secretsOf === undefined) throw new TypeError('There is no such scene')
  const store = (): Store => make(secretsOf(phone))
  const auth = await world.start({ store: store() })
  await world.signIn(auth)
  expect(auth.state.status).toBe('ACTIVE')
  auth.dispose()
  return { world, phone, store }
}

describe.each(combinations)('%s in %s', (kept, module) => {
  it.each(['ios', 'android'] as const)('is there after a restart on %s', async (platform) => {
    const { world, store } = await used(kept, module, platform)
    expect((await world.start({ store: store() })).state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it('waits for the first unlock, and signs nobody out meanwhile (ST-14)', async () => {
    const { world, phone, store } = await used(kept, module)
    phone.state = 'not unlocked yet'
    const auth = await world.start({ store: store() })
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
    phone.state = 'unlocked'
    world.clock.emit('woke')
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it('starts and renews in the background of a locked phone (ST-14)', async () => {
    const { world, phone, store } = await used(kept, module)
    phone.state = 'locked'
    const auth = await world.start({ store: store() })
    await world.advance('2m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    auth.dispose()
    expect((await world.start({ store: store() })).state.status).toBe('ACTIVE')
    expect(world.server.reuseDetected).toBe(0)
  })

  it('asks the same identity back in when Android lost the key, and keeps it from then on (ST-15)', async () => {
    const { world, phone, store } = await used(kept, module, 'android')
    phone.loseKey()
    const auth = await world.start({ store: store() })
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'key_lost', user: null })
    await world.signIn(auth)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    auth.dispose()
    expect((await world.start({ store: store() })).state.status).toBe('ACTIVE')
  })

  it('shows a new installation nothing that iOS has kept of the one before (ST-16)', async () => {
    const { world, phone } = await used(kept, module)
    phone.reinstall()
    expect(phone.items.size).toBeGreaterThan(0)
    // Files and preferences went with the app: other rows, another canary, another marker.
    const fresh = layouts[kept]?.(world)(modules[module]?.(phone) ?? expoSecrets(secureStoreOn(phone)))
    const marker = { isThere: false, isSet: async () => marker.isThere, set: async () => void (marker.isThere = true) }
    if (fresh === undefined) throw new TypeError('There is no such scene')
    const auth = await world.start({ store: installMarker(fresh, marker) })
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'never', user: null })
  })

  it('believes in no value that Android did not keep (ST-05)', async () => {
    const { world, phone, store } = await used(kept, module, 'android')
    const auth = await world.start({ store: store() })
    await auth.signOut()
    await world.settle()
    phone.losesWrites = true
    await world.signIn(auth)
    expect(auth.state).not.toMatchObject({ persistence: 'durable', isAuthenticated: true })
  })

  it('calls the module by names that it takes', async () => {
    const { phone } = await used(kept, module)
    expect([...phone.items.keys()].every((name) => /^[\w./-]+$/.test(name))).toBe(true)
    expect([...phone.items.values()].every(({ accessible }) => accessible === 'after first unlock')).toBe(true)
  })
})

describe('secrets of a phone', () => {
  it.each([
    ['expo-secure-store', expoSecrets({} as ExpoSecureStore)],
    ['react-native-keychain', keychainSecrets({} as ReactNativeKeychain)],
  ])('are impossible where %s is missing', async (_, secrets) => {
    const outcome = await secretKeys(memory(), { secrets }).keys.ensure({ scope: 'device' })
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'impossible' } })
  })

  it('would be out of reach in the background, were they written as the module does by itself', async () => {
    const [world, phone] = [aWorld(), aPhone()]
    const module = secureStoreOn(phone)
    const careless: ExpoSecureStore = {
      ...module,
      setItemAsync: (name, value, { keychainService } = {}) =>
        module.setItemAsync(name, value, keychainService === undefined ? {} : { keychainService }),
    }
    const store = layouts['the keys of a session']?.(world)
    if (store === undefined) throw new TypeError('There is no such layout')
    const auth = await world.start({ store: store(expoSecrets(careless)) })
    await world.signIn(auth)
    auth.dispose()
    phone.state = 'locked'
    const again = await world.start({ store: store(expoSecrets(careless)) })
    expect(again.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
  })

  it('tell nothing of what the platform said', async () => {
    const phone = aPhone()
    const secrets = expoSecrets({
      ...secureStoreOn(phone),
      setItemAsync: (name, value) => Promise.reject(new Error(`could not write ${value} under ${name}`)),
    })
    await expect(secrets.write('a', 'canary-value')).rejects.toThrow(/^The platform's secrets are closed$/)
  })
})

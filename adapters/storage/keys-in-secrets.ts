import type { KeyFailure, KeyName, Keys } from '../../src/ports/keys.ts'
import type { Outcome } from '../../src/ports/outcome.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Clock } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { asKeyFault, keyShelf } from './keys-in-secrets/key-shelf.ts'
import { ledgerIn } from './keys-in-secrets/ledger.ts'
import { openBytes, sealBytes, sha256 } from './sealing.ts'
import { SecretsFailure, type Secrets } from './secrets.ts'
import { platformCrypto, type WebCrypto } from './web-crypto.ts'

/** What `secretKeys` takes. */
export interface SecretKeysOptions {
  /** The platform's keychain: `expoSecrets(…)`, `keychainSecrets(…)`, `electronSecrets(…)`. */
  readonly secrets: Secrets
  /** What the secrets' names begin with. Letters, digits, dots. Default `authchart`. */
  readonly name?: string
  /** Default: the global one, looked up at each call. */
  readonly crypto?: WebCrypto
  readonly clock?: Pick<Clock, 'wall'>
}

/** Together contexts meet once or twice over a key; more often, something else is wrong. */
const mostConflicts = 5

/**
 * A store whose rows lie in ordinary files and whose keys lie in the platform's keychain. The rows say which secret opens
 * them: a secret that is gone while they are there is a lost key, and nobody takes it for a signed-out device (ST-15).
 */
export function secretKeys(store: Omit<Store, 'keys'>, options: SecretKeysOptions): Store {
  const clock = options.clock ?? systemClock()
  const crypto = (): WebCrypto | null => options.crypto ?? platformCrypto()
  const ledger = ledgerIn(store)
  const shelf = keyShelf(options.secrets, options.name ?? 'authchart')

  const refuse = (kind: KeyFailure['kind']): Outcome<never, KeyFailure> => ({
    ok: false,
    failure: { kind },
    at: clock.wall(),
  })
  const done = <Value>(value: Value): Outcome<Value, KeyFailure> => ({ ok: true, value, at: clock.wall() })

  const withCrypto = async <Value>(
    work: (by: WebCrypto) => Promise<Outcome<Value, KeyFailure>>,
  ): Promise<Outcome<Value, KeyFailure>> => {
    const by = crypto()
    if (by === null) return refuse('impossible')
    try {
      return await work(by)
    } catch (error) {
      if (error instanceof SecretsFailure) return refuse(asKeyFault(error))
      throw error
    }
  }

  /** The newest key, and the one before it. */
  const use = (
    name: KeyName,
    work: (key: object, by: WebCrypto) => Promise<Uint8Array | null>,
  ): Promise<Outcome<Uint8Array, KeyFailure>> =>
    withCrypto(async (by) => {
      const read = await ledger.read(name)
      if (!read.ok) return read
      if (read.value === null) return refuse('key_lost')
      const { current, previous } = read.value.entry
      const key = await shelf.find(current, by)
      if (key === null) return refuse('key_lost')
      const bytes = await work(key, by)
      if (bytes !== null) return done(bytes)
      const before = previous === null ? null : await shelf.find(previous, by)
      const older = before === null ? null : await work(before, by)
      return older === null ? refuse('corrupted') : done(older)
    })

  const keys: Keys = {
    extractable: true,
    get lacks() {
      return crypto() === null ? 'crypto' : null
    },
    ensure: (name) =>
      withCrypto(async (by) => {
        for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
          const seen = await ledger.read(name)
          if (!seen.ok) return seen
          if (seen.value !== null && (await shelf.find(seen.value.entry.current, by)) !== null) return done(null)
          const made = await shelf.make(by)
          const { previous = null, since = null } = seen.value?.entry ?? {}
          const written = await ledger.replace(name, seen.value, { current: made, previous, since })
          // Nobody knows whether it was written: what may be in use stays.
          if (!written.ok) return written
          if (written.value) return done(null)
          // Another context's is in use already.
          await shelf.remove(made)
        }
        return refuse('timeout')
      }),
    exists: (name) =>
      withCrypto(async (by) => {
        const read = await ledger.read(name)
        if (!read.ok) return read
        if (read.value === null) return done(false)
        return (await shelf.find(read.value.entry.current, by)) === null ? refuse('key_lost') : done(true)
      }),
    // The copies are taken before anything is awaited: the caller may overwrite its bytes at once.
    seal: (name, plain, aad) => {
      const [content, label] = [plain.slice(), aad.slice()]
      return use(name, (key, by) => sealBytes(key, content, label, by))
    },
    open: (name, sealed, aad) => {
      const [content, label] = [sealed.slice(), aad.slice()]
      return use(name, (key, by) => openBytes(key, content, label, by))
    },
    destroy: (name) =>
      withCrypto(async () => {
        for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
          const seen = await ledger.read(name)
          if (!seen.ok) return seen
          if (seen.value === null) return done(null)
          const { current, previous } = seen.value.entry
          // The secrets first: a crash in between leaves a key that is lost, never one that nobody knows of.
          await shelf.remove(current)
          if (previous !== null) await shelf.remove(previous)
          const written = await ledger.replace(name, seen.value, null)
          if (!written.ok) return written
          if (written.value) return done(null)
        }
        return refuse('timeout')
      }),
    rotation: {
      begin: (name) =>
        withCrypto(async (by) => {
          const seen = await ledger.read(name)
          if (!seen.ok) return seen
          if (seen.value === null) return refuse('key_lost')
          const { current, previous } = seen.value.entry
          if (previous !== null) return done(null)
          if ((await shelf.find(current, by)) === null) return refuse('key_lost')
          const made = await shelf.make(by)
          const entry = { current: made, previous: current, since: clock.wall() }
          const written = await ledger.replace(name, seen.value, entry)
          // Another context came first: either will do.
          if (written.ok && !written.value) await shelf.remove(made)
          return written.ok ? done(null) : written
        }),
      begunAt: async (name) => {
        const read = await ledger.read(name)
        return read.ok ? { ...read, value: read.value?.entry.since ?? null } : read
      },
      isCurrent: (name, sealed, aad) => {
        const [content, label] = [sealed.slice(), aad.slice()]
        return withCrypto(async (by) => {
          const read = await ledger.read(name)
          if (!read.ok) return read
          const key = read.value === null ? null : await shelf.find(read.value.entry.current, by)
          return key === null ? refuse('key_lost') : done((await openBytes(key, content, label, by)) !== null)
        })
      },
      end: (name) =>
        withCrypto(async () => {
          const seen = await ledger.read(name)
          if (!seen.ok) return seen
          const { current = '', previous = null } = seen.value?.entry ?? {}
          if (previous === null) return done(null)
          await shelf.remove(previous)
          const written = await ledger.replace(name, seen.value, { current, previous: null, since: null })
          return written.ok ? done(null) : written
        }),
    },
    digest: (bytes) => sha256(bytes, crypto()),
  }

  return {
    traits: { ...store.traits, protection: options.secrets.protection },
    keys,
    read: (queries) => store.read(queries),
    commit: (checks, writes, how) => store.commit(checks, writes, how),
    wipe: (scope) => store.wipe(scope),
    dispose: () => store.dispose(),
  }
}

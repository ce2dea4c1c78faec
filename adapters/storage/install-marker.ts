import type { KeyFailure, KeyName, Keys } from '../../src/ports/keys.ts'
import type { Outcome } from '../../src/ports/outcome.ts'
import { device, type Store, type StoreFailure } from '../../src/ports/store.ts'

/** One yes or no in storage that goes when the app is removed: ordinary preferences, a file of the app's own. */
export interface InstallMarker {
  /** Rejects where it can't be told just now: then nothing is deleted, and nothing is opened. */
  isSet(): Promise<boolean>
  set(): Promise<void>
}

/**
 * For a store that survives the removal of its app (a keychain): what an earlier installation left there is deleted before
 * anything of it is read, because whoever installs the app may be somebody else (ST-16). The marker is set last, so that a
 * crash deletes once more and never less.
 */
export function installMarker(store: Store, marker: InstallMarker): Store {
  let preparing: Promise<StoreFailure | null> | null = null
  const prepared = async (): Promise<StoreFailure | null> => {
    preparing ??= prepare(store, marker)
    const failure = await preparing
    // Asked again by the next call.
    if (failure !== null) preparing = null
    return failure
  }
  const once = async <Value>(
    work: () => Promise<Outcome<Value, StoreFailure>>,
  ): Promise<Outcome<Value, StoreFailure>> => {
    const failure = await prepared()
    if (failure === null) return work()
    // Its moment is the store's to tell.
    const { at } = await store.read([])
    return { ok: false, failure, at }
  }
  const withKey = async <Value>(
    work: () => Promise<Outcome<Value, KeyFailure>>,
  ): Promise<Outcome<Value, KeyFailure>> => {
    const failure = await prepared()
    if (failure === null) return work()
    const { at } = await store.read([])
    return { ok: false, failure: { kind: failure.kind === 'locked' ? 'locked' : 'timeout' }, at }
  }
  const { keys } = store
  const { rotation } = keys
  const guarded: Keys = {
    extractable: keys.extractable,
    get lacks() {
      return keys.lacks ?? null
    },
    ensure: (name) => withKey(() => keys.ensure(name)),
    exists: (name) => withKey(() => keys.exists(name)),
    seal: (name, plain, aad) => withKey(() => keys.seal(name, plain, aad)),
    open: (name, sealed, aad) => withKey(() => keys.open(name, sealed, aad)),
    destroy: (name) => withKey(() => keys.destroy(name)),
    digest: (bytes) => keys.digest(bytes),
    ...(rotation === undefined
      ? {}
      : {
          rotation: {
            begin: (name) => withKey(() => rotation.begin(name)),
            begunAt: (name) => withKey(() => rotation.begunAt(name)),
            isCurrent: (name, sealed, aad) => withKey(() => rotation.isCurrent(name, sealed, aad)),
            end: (name) => withKey(() => rotation.end(name)),
          },
        }),
  }
  return {
    traits: { ...store.traits, survivesReinstall: false },
    keys: guarded,
    read: (queries) => once(() => store.read(queries)),
    commit: (checks, writes, options) => once(() => store.commit(checks, writes, options)),
    wipe: (scope) => once(() => store.wipe(scope)),
    dispose: () => store.dispose(),
  }
}

/** Null once this installation's store may be used. */
async function prepare(store: Store, marker: InstallMarker): Promise<StoreFailure | null> {
  const isSet = await marker.isSet().catch(() => null)
  if (isSet === null) return { kind: 'locked' }
  if (isSet) return null
  // The keys first: without them the rows are nobody's (crypto-erase).
  const names = await keyNames(store)
  if (!names.ok) return names.failure
  for (const name of names.value) {
    const gone = await store.keys.destroy(name)
    if (!gone.ok) return { kind: gone.failure.kind === 'locked' ? 'locked' : 'timeout' }
  }
  const wiped = await store.wipe('everything')
  if (!wiped.ok) return wiped.failure
  const done = await marker.set().then(
    () => true,
    () => false,
  )
  return done ? null : { kind: 'locked' }
}

/** The index's clear columns name the accounts, as hashes; whatever is unreadable there goes with its rows. */
async function keyNames(store: Store): Promise<Outcome<readonly KeyName[], StoreFailure>> {
  const read = await store.read([{ by: 'key', key: { kind: 'index', account: device, id: '' } }])
  if (!read.ok) return read.failure.kind === 'corrupted' ? { ...read, ok: true, value: [{ scope: 'device' }] } : read
  const accounts = read.value[0]?.clear['accounts']
  const named = (Array.isArray(accounts) ? accounts : []).map((account): KeyName => ({
    scope: 'account',
    account: String(account),
  }))
  return { ...read, value: [{ scope: 'device' }, ...named] }
}

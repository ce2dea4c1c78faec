import type { IdentityProvider } from '../../src/ports/identity.ts'
import type { Keys } from '../../src/ports/keys.ts'
import type { Store, StoreFailure } from '../../src/ports/store.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'

/** `before`: the call never happens. `after`: it happens, and nobody hears of it. */
export type Fault =
  | {
      readonly do: 'fail'
      readonly kind: Exclude<StoreFailure['kind'], 'conflict'>
      readonly when?: 'before' | 'after'
    }
  | { readonly do: 'conflict' }
  | { readonly do: 'hang'; readonly when: 'before' | 'after' }
  | { readonly do: 'throw' }

/** `store.commit`, `keys.open`, `identity.refresh` …: what is about to happen, and how many calls were made before. */
export type Plan = (call: string, made: number) => Fault | null

export interface Faults {
  /** Every call that was made, in order. */
  readonly calls: readonly string[]
  /** How calls fail from now on; null: not at all. */
  plan(next: Plan | null): void
}

export interface FaultyPorts extends Faults {
  readonly store: Store
  readonly identity: IdentityProvider
}

const keyFailures: ReadonlySet<string> = new Set(['key_lost', 'corrupted', 'locked', 'impossible', 'timeout'])

/** One tab's store and provider, healthy until a plan says otherwise. */
export function faultyPorts(world: TestWorld): FaultyPorts {
  const calls: string[] = []
  let planned: Plan | null = null
  const disk = world.openStore()

  const meet = async <Answer>(call: string, work: () => Promise<Answer>): Promise<Answer> => {
    const fault = planned?.(call, calls.length) ?? null
    calls.push(call)
    if (fault === null) return work()
    if (fault.do === 'throw') throw new Error(`planned: ${call}`)
    const happens = ('when' in fault ? fault.when : 'before') === 'after'
    if (happens) await work()
    if (fault.do === 'hang') return new Promise<Answer>(() => {})
    const kind = fault.do === 'conflict' ? 'conflict' : fault.kind
    const failure = call.startsWith('keys.') && !keyFailures.has(kind) ? { kind: 'timeout' } : { kind, key: null }
    return { ok: false, failure, at: world.clock.wall() } as Answer
  }

  const { keys } = disk
  const { rotation } = keys
  const faultyKeys: Keys = {
    extractable: keys.extractable,
    ensure: (name) => meet('keys.ensure', () => keys.ensure(name)),
    exists: (name) => meet('keys.exists', () => keys.exists(name)),
    seal: (name, plain, aad) => meet('keys.seal', () => keys.seal(name, plain, aad)),
    open: (name, sealed, aad) => meet('keys.open', () => keys.open(name, sealed, aad)),
    destroy: (name) => meet('keys.destroy', () => keys.destroy(name)),
    digest: (bytes) => keys.digest(bytes),
    ...(rotation === undefined
      ? {}
      : {
          rotation: {
            begin: (name) => meet('keys.rotation.begin', () => rotation.begin(name)),
            begunAt: (name) => meet('keys.rotation.begunAt', () => rotation.begunAt(name)),
            isCurrent: (name, sealed, aad) =>
              meet('keys.rotation.isCurrent', () => rotation.isCurrent(name, sealed, aad)),
            end: (name) => meet('keys.rotation.end', () => rotation.end(name)),
          },
        }),
  }
  const { identity } = world
  return {
    calls,
    plan: (next) => {
      planned = next
    },
    store: {
      traits: disk.traits,
      keys: faultyKeys,
      read: (queries) => meet('store.read', () => disk.read(queries)),
      commit: (checks, writes, options) => meet('store.commit', () => disk.commit(checks, writes, options)),
      wipe: (scope) => meet('store.wipe', () => disk.wipe(scope)),
      dispose: () => disk.dispose(),
    },
    identity: {
      ...identity,
      signIn: (request, context) => meet('identity.signIn', () => identity.signIn(request, context)),
      resume: (url, login, context) => meet('identity.resume', () => identity.resume(url, login, context)),
      refresh: (request, context) => meet('identity.refresh', () => identity.refresh(request, context)),
      revoke: (token, context) => meet('identity.revoke', () => identity.revoke(token, context)),
      fetchUser: (token, subject, context) =>
        meet('identity.fetchUser', () => identity.fetchUser(token, subject, context)),
    },
  }
}

/** Every call named so fails that way. */
export function always(name: string, fault: Fault): Plan {
  return (call) => (call === name || call.startsWith(`${name}.`) ? fault : null)
}

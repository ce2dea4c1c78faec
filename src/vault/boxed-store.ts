import { accountHash } from '../../machines/facts.ts'
import type { KeyFailure, KeyName, Keys } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import { device, type Check, type Store, type Write } from '../ports/store.ts'
import { isBoxKey } from './box-row.ts'
import type { KnownBox, KnownBoxes } from './known-boxes.ts'

/** First byte of what lies in a box. No JSON begins with it. */
export const boxed = 2

/**
 * A store whose accounts' rows lie in their boxes, where they have one: first into the box, then under the device's key.
 * Every row that was sealed on what is known of a box is committed only while that holds, so that a context that has not
 * heard of a box yet puts nothing beside it: it sees a conflict, and seals again.
 */
export function boxedStore(store: Store, boxes: KnownBoxes): Store {
  /** What each sealed value was sealed on. */
  const restsOn = new WeakMap<Uint8Array, KnownBox>()

  const keys: Keys = {
    ...store.keys,
    get extractable() {
      return store.keys.extractable
    },
    async seal(name, plain, aad) {
      if (isOuter(name)) return store.keys.seal(name, plain, aad)
      const known = await boxes.know(accountHash(name.account))
      if (!known.ok) return known
      const { box, state } = known.value
      const content = box === null || state === 'emptying' ? plain : marked(await box.seal(plain.slice(), aad.slice()))
      if (content === null) return { ok: false, at: known.at, failure: { kind: 'impossible' } }
      const sealed = await store.keys.seal(name, content, aad)
      if (sealed.ok) restsOn.set(sealed.value, known.value)
      return sealed
    },
    async open(name, sealed, aad) {
      const opened = await store.keys.open(name, sealed, aad)
      if (!opened.ok || isOuter(name) || opened.value[0] !== boxed) return opened
      const account = accountHash(name.account)
      const first = await openBoxed(await boxes.know(account), opened.value, aad)
      // Another tab may have put another lid on meanwhile.
      const isOdd = !first.ok && first.failure.kind === 'corrupted'
      return isOdd ? openBoxed(await boxes.look(account), opened.value, aad) : first
    },
    async destroy(name) {
      const done = await store.keys.destroy(name)
      if (name.scope === 'account') boxes.doubt(accountHash(name.account))
      return done
    },
  }

  return {
    ...store,
    get traits() {
      return store.traits
    },
    keys,
    async commit(checks, writes, options) {
      const done = await store.commit([...checks, ...checksFor(writes)], writes, options)
      if (!done.ok && done.failure.kind === 'conflict' && isBoxKey(done.failure.key))
        boxes.doubt(accountHash(done.failure.key.account))
      for (const write of writes) {
        const key = write.do === 'delete' ? write.key : write.row.key
        if (isBoxKey(key)) boxes.doubt(accountHash(key.account))
      }
      return done
    },
    async wipe(scope) {
      const done = await store.wipe(scope)
      if (scope !== 'everything') boxes.doubt(accountHash(scope.account))
      return done
    },
  }

  function checksFor(writes: readonly Write[]): readonly Check[] {
    const checks = new Map<string, Check>()
    for (const write of writes) {
      if (write.do === 'delete' || write.row.sealed === null || write.row.key.account === device) continue
      const known = restsOn.get(write.row.sealed)
      const account = accountHash(write.row.key.account)
      // Two rows sealed on two readings: one of the two checks fails.
      if (known !== undefined) checks.set(`${account} ${known.row?.revision ?? 0}`, boxes.check(account, known))
    }
    return [...checks.values()]
  }
}

async function openBoxed(
  known: Outcome<KnownBox, KeyFailure>,
  marked: Uint8Array,
  aad: Uint8Array,
): Promise<Outcome<Uint8Array, KeyFailure>> {
  if (!known.ok) return known
  const { box } = known.value
  const plain = box === null ? null : await box.open(marked.slice(1), aad.slice())
  if (plain === null) return { ok: false, at: known.at, failure: { kind: 'corrupted' } }
  return plain === 'shut'
    ? { ok: false, at: known.at, failure: { kind: 'shut' } }
    : { ok: true, at: known.at, value: plain }
}

function isOuter(name: KeyName): name is Extract<KeyName, { scope: 'device' }> {
  return name.scope === 'device' || name.layer === 'outer'
}

export function marked(content: Uint8Array | null): Uint8Array<ArrayBuffer> | null {
  if (content === null) return null
  const whole = new Uint8Array(1 + content.length)
  whole[0] = boxed
  whole.set(content, 1)
  return whole
}

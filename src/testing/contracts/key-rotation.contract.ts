import type { KeyName, KeyRotation, Keys } from '../../ports/keys.ts'
import { contractCase, type ContractCase } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'
import type { KeysSubject } from './keys.contract.ts'

const alice: KeyName = { scope: 'account', account: 'alice' }
const bob: KeyName = { scope: 'account', account: 'bob' }
const aad = new TextEncoder().encode('label')
const text = (words: string): Uint8Array => new TextEncoder().encode(words)

/** What keys promise that can be replaced while work goes on. */
export const keyRotationContract: readonly ContractCase<KeysSubject>[] = [
  contractCase('keys.rotation.both-open', 'the new key seals, and both open, in every context', async ({ open }) => {
    const [keys, other] = [await open(), await open()]
    valueOf(await keys.ensure(alice))
    const old = valueOf(await keys.seal(alice, text('old'), aad))
    demandEqual(valueOf(await rotationOf(keys).begunAt(alice)), null, 'None has begun')
    valueOf(await rotationOf(keys).begin(alice))
    demand(valueOf(await rotationOf(other).begunAt(alice)) !== null, 'It has begun')
    const young = valueOf(await other.seal(alice, text('new'), aad))
    for (const each of [keys, other]) {
      demandEqual(valueOf(await each.open(alice, old, aad)), text('old'), 'What the old key sealed')
      demandEqual(valueOf(await each.open(alice, young, aad)), text('new'), 'What the new key sealed')
      demandEqual(valueOf(await rotationOf(each).isCurrent(alice, old, aad)), false, 'Sealed by the old key')
      demandEqual(valueOf(await rotationOf(each).isCurrent(alice, young, aad)), true, 'Sealed by the new key')
    }
    demandEqual(
      valueOf(await rotationOf(keys).isCurrent(alice, young, text('other'))),
      false,
      'Sealed to another label',
    )
  }),
  contractCase('keys.rotation.end', 'once it has ended the old key opens nothing', async ({ open }) => {
    const [keys, other] = [await open(), await open()]
    valueOf(await keys.ensure(alice))
    const old = valueOf(await keys.seal(alice, text('old'), aad))
    valueOf(await rotationOf(keys).begin(alice))
    const young = valueOf(await keys.seal(alice, text('new'), aad))
    valueOf(await rotationOf(other).end(alice))
    demandEqual(failureOf(await keys.open(alice, old, aad)), { kind: 'corrupted' }, 'What the old key sealed')
    demandEqual(valueOf(await keys.open(alice, young, aad)), text('new'), 'What the new key sealed')
    demandEqual(valueOf(await rotationOf(keys).begunAt(alice)), null, 'It is over')
    valueOf(await rotationOf(keys).end(alice))
  }),
  contractCase('keys.rotation.once', 'one that has not ended is not begun again', async ({ open }) => {
    const contexts = await Promise.all([open(), open(), open()])
    const [keys] = contexts
    if (keys === undefined) return
    valueOf(await keys.ensure(alice))
    const old = valueOf(await keys.seal(alice, text('old'), aad))
    await Promise.all(contexts.map((each) => rotationOf(each).begin(alice)))
    const young = valueOf(await keys.seal(alice, text('new'), aad))
    for (const each of contexts) await rotationOf(each).begin(alice)
    for (const each of contexts) {
      demandEqual(valueOf(await each.open(alice, old, aad)), text('old'), 'What the old key sealed')
      demandEqual(valueOf(await rotationOf(each).isCurrent(alice, young, aad)), true, 'The new key stays')
    }
  }),
  contractCase('keys.rotation.destroy', 'a key that is destroyed takes the one before it along', async ({ open }) => {
    const keys = await open()
    for (const name of [alice, bob]) valueOf(await keys.ensure(name))
    const old = valueOf(await keys.seal(alice, text('old'), aad))
    const theirs = valueOf(await keys.seal(bob, text('bob'), aad))
    valueOf(await rotationOf(keys).begin(alice))
    valueOf(await keys.destroy(alice))
    demandEqual(failureOf(await keys.open(alice, old, aad)), { kind: 'key_lost' }, 'Nothing opens')
    valueOf(await keys.ensure(alice))
    demandEqual(failureOf(await keys.open(alice, old, aad)), { kind: 'corrupted' }, 'Nor under a new key')
    demandEqual(valueOf(await keys.open(bob, theirs, aad)), text('bob'), 'Other keys stay')
    demandEqual(valueOf(await rotationOf(keys).isCurrent(bob, theirs, aad)), true, 'And are not replaced')
  }),
  contractCase('keys.rotation.nothing', 'what does not exist is not replaced', async ({ open }) => {
    const keys = await open()
    demandEqual(failureOf(await rotationOf(keys).begin(alice)), { kind: 'key_lost' }, 'Begin')
    demandEqual(valueOf(await keys.exists(alice)), false, 'No key was made on the way')
  }),
]

function rotationOf({ rotation }: Keys): KeyRotation {
  demand(rotation !== undefined, 'The keys can be replaced')
  return rotation
}

import type { Keys, ProofKeys } from '../../ports/keys.ts'
import { contractCase, type ContractCase } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'
import type { KeysSubject } from './keys.contract.ts'

const signing = { name: 'ECDSA', hash: 'SHA-256' } as const
const words = new TextEncoder().encode('a request')

/** What keys promise that keep pairs for proofs of possession. */
export const proofKeysContract: readonly ContractCase<KeysSubject>[] = [
  contractCase('keys.proofs.shared', 'one pair serves every context', async ({ open }) => {
    const [here, there] = [proofsOf(await open()), proofsOf(await open())]
    valueOf(await here.make('one'))
    const { privateKey } = valueOf(await here.find('one'))
    const { publicKey } = valueOf(await there.find('one'))
    const signature = await crypto.subtle.sign(signing, privateKey, words)
    demand(await crypto.subtle.verify(signing, publicKey, signature, words), 'What one signs the other verifies')
  }),
  contractCase('keys.proofs.closed', 'the private half is ES256 and can’t be read', async ({ open }) => {
    const proofs = proofsOf(await open())
    valueOf(await proofs.make('one'))
    const { privateKey, publicKey } = valueOf(await proofs.find('one'))
    demandEqual([privateKey.extractable, publicKey.extractable], [false, true], 'What a script may read')
    const { crv, kty } = await crypto.subtle.exportKey('jwk', publicKey)
    demandEqual([kty, crv], ['EC', 'P-256'], 'The curve')
  }),
  contractCase('keys.proofs.apart', 'every id has a pair of its own', async ({ open }) => {
    const proofs = proofsOf(await open())
    for (const id of ['one', 'two']) valueOf(await proofs.make(id))
    const { privateKey } = valueOf(await proofs.find('one'))
    const { publicKey } = valueOf(await proofs.find('two'))
    const signature = await crypto.subtle.sign(signing, privateKey, words)
    demand(!(await crypto.subtle.verify(signing, publicKey, signature, words)), 'Another pair')
  }),
  contractCase(
    'keys.proofs.gone',
    'what was destroyed is lost in every context, and nothing else',
    async ({ open }) => {
      const [here, there] = [await open(), await open()]
      for (const id of ['one', 'two']) valueOf(await proofsOf(here).make(id))
      valueOf(await here.ensure({ scope: 'device' }))
      demandEqual(failureOf(await proofsOf(here).find('three')), { kind: 'key_lost' }, 'Never made')
      valueOf(await proofsOf(there).destroy('one'))
      valueOf(await proofsOf(there).destroy('one'))
      demandEqual(failureOf(await proofsOf(here).find('one')), { kind: 'key_lost' }, 'Destroyed')
      valueOf(await proofsOf(here).find('two'))
      demandEqual(valueOf(await there.exists({ scope: 'device' })), true, 'A sealing key')
    },
  ),
]

function proofsOf({ proofs }: Keys): ProofKeys {
  demand(proofs !== undefined, 'The keys keep pairs')
  return proofs
}

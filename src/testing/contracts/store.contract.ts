import { device } from '../../ports/store.ts'
import { contractCase, type ContractCase } from './contract-case.ts'
import { demandEqual, failureOf, valueOf } from './demand.ts'
import { alice, append, bob, put, queueIds, queueRow, readOne, sampleRow } from './sample-rows.ts'
import { storeCommitContract } from './store-commit.contract.ts'
import { storeReadContract } from './store-read.contract.ts'
import type { StoreSubject } from './store-subject.ts'

/** What a Store promises. */
export const storeContract: readonly ContractCase<StoreSubject>[] = [
  ...storeReadContract,
  ...storeCommitContract,
  contractCase('store.wipe.account', 'wiping an account touches no other', async ({ open }) => {
    const store = await open()
    const theirs = [sampleRow({ key: { account: bob } }), sampleRow({ key: { kind: 'index', account: device } })]
    await put(store, sampleRow(), sampleRow({ key: { kind: 'marks' } }), ...theirs)
    await append(store, queueRow('1', alice), queueRow('2', bob))
    valueOf(await store.wipe({ account: alice }))
    demandEqual(await readOne(store, sampleRow()), undefined, 'The session is gone')
    demandEqual(await readOne(store, sampleRow({ key: { kind: 'marks' } })), undefined, 'The marks are gone')
    demandEqual(await queueIds(store, alice), [], 'The queue is gone')
    for (const row of theirs) demandEqual(await readOne(store, row), row, 'The others stay')
    demandEqual(await queueIds(store, bob), ['2'], 'The other queue stays')
  }),
  contractCase('store.wipe.everything', 'wiping everything leaves no row, in any context', async ({ open }) => {
    const [store, other] = [await open(), await open()]
    await put(store, sampleRow(), sampleRow({ key: { kind: 'index', account: device } }))
    await append(other, queueRow('1', bob))
    valueOf(await store.wipe('everything'))
    demandEqual(await readOne(other, sampleRow()), undefined, 'No session')
    demandEqual(await readOne(other, sampleRow({ key: { kind: 'index', account: device } })), undefined, 'No index')
    demandEqual(await queueIds(other, bob), [], 'No queue')
    await put(store, sampleRow())
    demandEqual(await readOne(other, sampleRow()), sampleRow(), 'The store works on')
  }),
  contractCase('store.dispose.closed', 'a disposed store answers closed', async ({ open }) => {
    const [store, other] = [await open(), await open()]
    await put(store, sampleRow())
    store.dispose()
    store.dispose()
    demandEqual(failureOf(await store.read([])), { kind: 'closed' }, 'A read')
    demandEqual(failureOf(await store.commit([], [])), { kind: 'closed' }, 'A commit')
    demandEqual(failureOf(await store.wipe('everything')), { kind: 'closed' }, 'A wipe')
    demandEqual(await readOne(other, sampleRow()), sampleRow(), 'Other contexts go on')
  }),
]

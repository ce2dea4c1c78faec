import type { Store } from '../../ports/store.ts'
import { contractCase, type ContractCase } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'
import { absent, append, put, queueIds, queueRow, readOne, sampleRow, standing } from './sample-rows.ts'
import type { StoreSubject } from './store-subject.ts'

export const storeCommitContract: readonly ContractCase<StoreSubject>[] = [
  contractCase('store.commit.all-or-nothing', 'a failed check leaves everything as it was', async ({ open }) => {
    const store = await open()
    const kept = sampleRow({ key: { kind: 'marks' } })
    await put(store, kept)
    const outcome = await store.commit(
      [standing(kept), standing(sampleRow())],
      [
        { do: 'put', row: sampleRow({ key: { kind: 'intent' } }) },
        { do: 'append', row: queueRow('1') },
        { do: 'delete', key: kept.key },
      ],
    )
    demandEqual(failureOf(outcome), { kind: 'conflict', key: sampleRow().key }, 'The conflict names the row')
    demandEqual(await readOne(store, kept), kept, 'Nothing is deleted')
    demandEqual(await readOne(store, sampleRow({ key: { kind: 'intent' } })), undefined, 'Nothing is put')
    demandEqual(await queueIds(store), [], 'Nothing is appended')
  }),
  contractCase('store.commit.all-writes', 'every write of a commit happens', async ({ open }) => {
    const store = await open()
    const old = sampleRow({ key: { kind: 'intent' } })
    await put(store, old)
    const { seqs } = valueOf(
      await store.commit(
        [],
        [
          { do: 'delete', key: old.key },
          { do: 'put', row: sampleRow() },
          { do: 'append', row: queueRow('1') },
          { do: 'delete', key: queueRow('nobody').key },
          { do: 'append', row: queueRow('2') },
        ],
      ),
    )
    demandEqual(seqs.length, 2, 'One seq for each append')
    demandEqual(await readOne(store, old), undefined, 'The delete')
    demandEqual(await readOne(store, sampleRow()), sampleRow(), 'The put')
    demandEqual(await queueIds(store), ['1', '2'], 'The appends')
  }),
  contractCase('store.commit.check-revision', 'a row that moved on is a conflict', async ({ open }) => {
    const store = await open()
    await put(store, sampleRow({ revision: 2 }))
    for (const revision of [1, 3]) {
      const outcome = await store.commit([standing(sampleRow({ revision }))], [{ do: 'put', row: sampleRow() }])
      demandEqual(failureOf(outcome).kind, 'conflict', `Revision ${revision} is not 2`)
    }
    demandEqual((await readOne(store, sampleRow()))?.revision, 2, 'The row stays')
  }),
  contractCase('store.commit.check-session', 'another login’s row is a conflict', async ({ open }) => {
    const store = await open()
    await put(store, sampleRow({ sessionId: 'login-2' }))
    const outcome = await store.commit([standing(sampleRow())], [{ do: 'put', row: sampleRow({ revision: 2 }) }])
    demandEqual(failureOf(outcome).kind, 'conflict', 'Same revision, other session')
    demandEqual((await readOne(store, sampleRow()))?.sessionId, 'login-2', 'The row stays')
  }),
  contractCase('store.commit.check-absent', 'revision 0 holds only while there is no row', async ({ open }) => {
    const store = await open()
    valueOf(await store.commit([absent(sampleRow())], [{ do: 'put', row: sampleRow() }]))
    const outcome = await store.commit([absent(sampleRow())], [{ do: 'put', row: sampleRow({ revision: 9 }) }])
    demandEqual(failureOf(outcome).kind, 'conflict', 'The row is there now')
    valueOf(await store.commit([standing(sampleRow())], [{ do: 'delete', key: sampleRow().key }]))
    valueOf(await store.commit([absent(sampleRow())], [{ do: 'put', row: sampleRow() }]))
  }),
  contractCase('store.commit.first-conflict', 'the conflict names the first check that fails', async ({ open }) => {
    const store = await open()
    const marks = sampleRow({ key: { kind: 'marks' } })
    await put(store, marks)
    const outcome = await store.commit([standing(marks), standing(sampleRow()), absent(marks)], [])
    demandEqual(failureOf(outcome), { kind: 'conflict', key: sampleRow().key }, 'The second of three')
  }),
  contractCase('store.commit.one-winner', 'of commits on the same revision one wins', async ({ open }) => {
    const stores = [await open(), await open()]
    await put(await open(), sampleRow())
    const outcomes = await Promise.all(
      [...stores, ...stores, ...stores].map((store, index) =>
        store.commit(
          [standing(sampleRow())],
          [{ do: 'put', row: sampleRow({ revision: 2, clear: { winner: index } }) }],
        ),
      ),
    )
    const winners = outcomes.flatMap((outcome, index) => (outcome.ok ? [index] : []))
    demandEqual(winners.length, 1, 'Winners')
    demandEqual((await readOne(await open(), sampleRow()))?.clear['winner'], winners[0], 'The winner’s row stands')
  }),
  contractCase('store.commit.no-lost-update', 'counting from two contexts loses no count', async ({ open }) => {
    const stores = [await open(), await open()]
    await put(await open(), sampleRow())
    await Promise.all(stores.map((store) => countTo(store, 15)))
    demandEqual((await readOne(await open(), sampleRow()))?.revision, 31, 'The revision after 30 counts')
  }),
  contractCase('store.commit.durable', 'what is acknowledged stands for whoever looks next', async ({ open }) => {
    for (let revision = 1; revision <= 5; revision += 1) {
      const store = await open()
      await put(store, sampleRow({ revision }))
      demandEqual((await readOne(await open(), sampleRow()))?.revision, revision, 'Seen by another context at once')
      store.dispose()
      demandEqual((await readOne(await open(), sampleRow()))?.revision, revision, 'Seen after this one has gone')
    }
  }),
  contractCase('store.append.order', 'seq rises in commit order, over all contexts', async ({ open }) => {
    const stores = [await open(), await open()]
    const rounds: number[] = []
    for (let round = 0; round < 6; round += 1) {
      const store = stores[round % 2]
      if (store !== undefined) rounds.push(...(await append(store, queueRow(`${round}a`), queueRow(`${round}b`))))
    }
    demand(
      rounds.every((seq, index) => index === 0 || seq > (rounds[index - 1] ?? Infinity)),
      'Each seq is higher',
    )
    demandEqual(rounds.length, 12, 'One for each append')
    const together = (await Promise.all(stores.map((store, index) => append(store, queueRow(`t${index}`))))).flat()
    demandEqual(new Set([...rounds, ...together]).size, 14, 'None is given twice')
  }),
  contractCase('store.append.never-reused', 'a deleted row’s seq is not given again', async ({ open }) => {
    const store = await open()
    const [first = 0] = await append(store, queueRow('1'))
    valueOf(await store.commit([], [{ do: 'delete', key: queueRow('1').key }]))
    const [second = 0] = await append(store, queueRow('1'))
    demand(second > first, 'Higher after a delete')
    valueOf(await store.wipe('everything'))
    const [third = 0] = await append(await open(), queueRow('1'))
    demand(third > second, 'Higher after a wipe')
  }),
  contractCase('store.append.put-keeps-seq', 'a put keeps the row’s place, an append moves it', async ({ open }) => {
    const store = await open()
    const [first = 0] = await append(store, queueRow('1'), queueRow('2'))
    await put(store, { ...queueRow('1'), revision: 2 })
    demandEqual((await readOne(store, queueRow('1')))?.seq, first, 'The seq after a put')
    demandEqual(await queueIds(store), ['1', '2'], 'The order after a put')
    await append(store, { ...queueRow('1'), revision: 3 })
    demandEqual(await queueIds(store), ['2', '1'], 'The order after an append')
  }),
]

async function countTo(store: Store, times: number): Promise<void> {
  for (let done = 0; done < times;) {
    const row = await readOne(store, sampleRow())
    demand(row !== undefined, 'The counted row is there')
    const outcome = await store.commit([standing(row)], [{ do: 'put', row: { ...row, revision: row.revision + 1 } }])
    if (outcome.ok) done += 1
    else demandEqual(outcome.failure.kind, 'conflict', 'The only reason to count again')
  }
}

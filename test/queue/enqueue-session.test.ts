import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generation } from '../../machines/time.ts'
import { rowKey, sessionColumns } from '../../src/vault/account-rows.ts'
import { ada, queueWorld, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

const queueRows = () => [...world.disk.rows.values()].filter(({ key }) => key.kind.startsWith('queue'))

describe('work and the session it is accepted in', () => {
  it.each(['signed_out', 'locked'] as const)('refuses work while %s', async (status) => {
    const tab = world.openTab()
    tab.session.status = status
    await expect(tab.api.enqueue(world.note, { lane: 'a', text: 'one' })).rejects.toMatchObject({ code: status })
    expect(queueRows()).toEqual([])
  })

  it('accepts nothing for a session that another tab has just ended', async () => {
    const key = rowKey('session', ada)
    const clear = sessionColumns({ generation: generation(1), stateClass: 'signed_out', tombstone: true })
    let buried = false
    const tab = world.openTab({
      around: (store) => ({
        ...store,
        async commit(checks, writes, options) {
          // Between the look at the session and the transaction.
          if (!buried) {
            buried = true
            await store.commit(
              [],
              [{ do: 'put', row: { key, sessionId: 'login-ada', revision: 2, clear, sealed: null, seq: null } }],
            )
          }
          return store.commit(checks, writes, options)
        },
      }),
    })
    await expect(tab.api.enqueue(world.note, { lane: 'a', text: 'one' })).rejects.toMatchObject({ code: 'signed_out' })
    expect(queueRows()).toEqual([])
    expect(world.applied).toEqual([])
  })

  it.each(['stands', 'is gone'])(
    'accepts nothing more for a session that another tab has ended since, while its key %s',
    async (key) => {
      const tab = world.openTab()
      await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
      const before = queueRows()
      const clear = sessionColumns({ generation: generation(1), stateClass: 'signed_out', tombstone: true })
      const row = { key: rowKey('session', ada), sessionId: 'login-ada', revision: 2, clear, sealed: null, seq: null }
      await tab.store.commit([], [{ do: 'put', row }])
      if (key === 'is gone') await tab.store.keys.destroy({ scope: 'account', account: ada })
      const second = tab.api.enqueue(world.note, { lane: 'a', text: 'two' })
      await expect(second).rejects.toMatchObject({ code: 'signed_out' })
      expect(queueRows()).toEqual(before)
    },
  )

  it('is accepted while a refresh moves the session', async () => {
    const key = rowKey('session', ada)
    const clear = sessionColumns({ generation: generation(2), stateClass: 'live' })
    let moved = 0
    const tab = world.openTab({
      around: (store) => ({
        ...store,
        async commit(checks, writes, options) {
          if (moved < 3) {
            moved += 1
            await store.commit(
              [],
              [
                {
                  do: 'put',
                  row: { key, sessionId: 'login-ada', revision: 1 + moved, clear, sealed: null, seq: null },
                },
              ],
            )
          }
          return store.commit(checks, writes, options)
        },
      }),
    })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    expect(queueRows()).toHaveLength(2)
  })
})

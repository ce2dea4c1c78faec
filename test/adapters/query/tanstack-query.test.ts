import { describe, expect, it } from 'vitest'
import { bindQueryClient } from '../../../adapters/query/tanstack-query.ts'
import { createTestWorld } from '../../../src/testing/test-world.ts'

describe('a query client that follows the session', () => {
  it('is emptied when nobody is shown any more, and filled again for whoever comes next', async () => {
    const { world, auth, done } = await bound()
    await world.signIn(auth)
    expect(done.splice(0)).toEqual([])
    await auth.signOut()
    expect(done.splice(0)).toEqual(['cancel', 'reset orders', 'remove inactive', 'clear mutations'])
    world.server.signInAs('noor')
    await world.signIn(auth)
    expect(done).toEqual(['refetch active'])
    world.dispose()
  })

  it('keeps its data while the same user has to sign in again, and loses it to another', async () => {
    const { world, auth, done } = await bound()
    await world.signIn(auth)
    world.server.revokeSession()
    await world.advance('1m')
    expect(auth.state.status).toBe('REAUTH_REQUIRED')
    await world.signIn(auth)
    expect(auth.state.status).toBe('ACTIVE')
    expect(done).toEqual([])
    world.dispose()
  })

  it('pauses while the server can’t be asked, and is left alone by refreshes', async () => {
    const { world, auth, online } = await bound()
    await world.signIn(auth)
    await world.advance('5m')
    expect(online).toEqual([true])
    world.switchNetwork('offline')
    await world.advance('20s')
    expect(online).toEqual([true, false])
    world.switchNetwork('online')
    await world.advance('1m')
    expect(online).toEqual([true, false, true])
    world.dispose()
  })

  it('is let go of', async () => {
    const { world, auth, done, stop } = await bound()
    await world.signIn(auth)
    stop()
    await auth.signOut()
    expect(done).toEqual([])
    world.dispose()
  })
})

async function bound() {
  const world = createTestWorld()
  const auth = await world.start()
  const done: string[] = []
  const online: boolean[] = []
  const stop = bindQueryClient(auth, {
    onlineManager: { setOnline: (is) => void online.push(is) },
    queryClient: {
      cancelQueries: async () => void done.push('cancel'),
      removeQueries: ({ type }) => void done.push(`remove ${type}`),
      refetchQueries: async ({ type }) => void done.push(`refetch ${type}`),
      getQueryCache: () => ({ findAll: () => [{ reset: () => void done.push('reset orders') }] }),
      getMutationCache: () => ({ clear: () => void done.push('clear mutations') }),
    },
  })
  return { world, auth, done, online, stop }
}

import assert from 'node:assert/strict'
import { after, beforeEach, it } from 'node:test'
import { gql } from '@apollo/client'
import { auth, close, refusals, seen, world } from './auth.ts'
import { apollo } from './apollo-client-1.ts'
import { api as axios } from './axios-1.ts'
import { api as openapi } from './openapi-fetch-1.ts'
import { orders, queryClient } from './tanstack-query-1.ts'
import { trpc } from './trpc-1.ts'

const ordersQuery = gql`
  query {
    orders {
      id
    }
  }
`

// As `<QueryClientProvider>` does.
queryClient.mount()

after(() => {
  queryClient.unmount()
  close()
})

beforeEach(async () => {
  // Older than 30 s, so that a 401 is taken for the token's age.
  await world.advance('35s')
  seen.length = 0
})

it('axios replays a refused POST once, with the new token', async () => {
  refusals.left = 1
  const answer = advanceUntil(axios.post('https://api.example.com/orders', { text: 'gate code 4411' }))
  assert.deepEqual((await answer).data, [{ id: 'order-1' }])
  assert.equal(seen.length, 2)
  assert.equal(new Set(seen.map(({ token }) => token)).size, 2)
  assert.deepEqual([...new Set(seen.map(({ body }) => body))], ['{"text":"gate code 4411"}'])
})

it('openapi-fetch replays a refused GET once, with the new token', async () => {
  refusals.left = 1
  const { data, response } = await advanceUntil(openapi.GET('/orders'))
  assert.equal(response.status, 200)
  assert.deepEqual(data, [{ id: 'order-1' }])
  assert.equal(new Set(seen.map(({ token }) => token)).size, 2)
})

it('tRPC replays a refused batch once, with the new token', async () => {
  refusals.left = 1
  const answers = await advanceUntil(Promise.all([trpc.orders.query(), trpc.orders.query()]))
  assert.deepEqual(answers, [[{ id: 'order-1' }], [{ id: 'order-1' }]])
  assert.equal(seen.length, 2)
  assert.equal(new Set(seen.map(({ token }) => token)).size, 2)
})

it('Apollo Client replays a refused query once, with the new token', async () => {
  refusals.left = 1
  const { data } = await advanceUntil(apollo.query<{ orders: { id: string }[] }>({ query: ordersQuery }))
  assert.equal(data?.orders[0]?.id, 'order-1')
  assert.equal(new Set(seen.map(({ token }) => token)).size, 2)
  assert.equal(seen.length, 2)
})

it('TanStack Query fetches through the session', async () => {
  assert.deepEqual(await advanceUntil(queryClient.fetchQuery(orders)), [{ id: 'order-1' }])
  assert.equal(seen.length, 1)
})

it('TanStack Query waits while the server is out of reach', async () => {
  world.switchNetwork('offline')
  await world.advance('20s')
  assert.equal(auth.state.status, 'OFFLINE_STALE')
  const later = queryClient.fetchQuery({ ...orders, queryKey: ['offline'] })
  await world.settle()
  assert.equal(queryClient.getQueryState(['offline'])?.fetchStatus, 'paused')
  assert.equal(seen.length, 0)
  world.switchNetwork('online')
  await world.advance('1m')
  assert.deepEqual(await advanceUntil(later), [{ id: 'order-1' }])
})

it('sign-out empties the cache and ends the clients’ requests', async () => {
  assert.ok(queryClient.getQueryData(['orders']))
  assert.ok(apollo.readQuery({ query: ordersQuery }))
  await auth.signOut()
  await world.settle()
  assert.equal(apollo.readQuery({ query: ordersQuery }), null)
  assert.equal(queryClient.getQueryData(['orders']), undefined)
  await assert.rejects(axios.get('https://api.example.com/orders'), /nobody is signed in/)
  await assert.rejects(trpc.orders.query(), /nobody is signed in/)
  await assert.rejects(apollo.query({ query: ordersQuery }), /nobody is signed in/)
  assert.equal(seen.length, 0)
})

/** The world's time stands still unless it is moved, and a refresh takes turns of the event loop. */
async function advanceUntil<Value>(work: Promise<Value>): Promise<Value> {
  let isDone = false
  const done = work.finally(() => (isDone = true))
  done.catch(() => {})
  for (let turn = 0; turn < 200 && !isDone; turn += 1) await world.settle()
  return done
}

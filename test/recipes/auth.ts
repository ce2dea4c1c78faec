import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Auth } from 'authchart'
import { createTestWorld, type TestWorld } from 'authchart/testing'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { buildSchema, graphql } from 'graphql'
import { appRouter } from './router.ts'

/** What the API saw of each request. */
export const seen: { readonly path: string; readonly token: string | null; readonly body: string }[] = []

const accepted = { token: (token: string): boolean => world.server.accepts(token) }

/** The only answer to give from now on is 401, that many times. */
export const refusals = { left: 0 }

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? null
    seen.push({ path: request.url ?? '', token, body })
    const refused = refusals.left > 0 || token === null || !accepted.token(token)
    if (refusals.left > 0) refusals.left -= 1
    const answering = refused ? JSON.stringify({ error: 'invalid_token' }) : answer(request.url ?? '/', body)
    void Promise.resolve(answering).then((text) =>
      response.writeHead(refused ? 401 : 200, { 'content-type': 'application/json' }).end(text),
    )
  })
})
const orders = [{ id: 'order-1' }]
const schema = buildSchema('type Order { id: ID! } type Query { orders: [Order!]! }')

/** The same orders, in the words of each protocol, by its own server library. */
async function answer(path: string, body: string): Promise<string> {
  if (path.startsWith('/trpc')) {
    const req = new Request(`http://127.0.0.1${path}`)
    return (await fetchRequestHandler({ endpoint: '/trpc', req, router: appRouter })).text()
  }
  if (path === '/graphql') {
    const { query } = JSON.parse(body) as { readonly query: string }
    return JSON.stringify(await graphql({ schema, source: query, rootValue: { orders } }))
  }
  return JSON.stringify(orders)
}

await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo

/** The API of the recipes stands on loopback; its public name is what the recipes call. */
const toLoopback = (request: Request): Promise<Response> => {
  const url = new URL(request.url)
  const local = `http://127.0.0.1:${port}${url.pathname}${url.search}`
  return fetch(new Request(local, request), { signal: request.signal })
}

export const world: TestWorld = createTestWorld({ origins: ['https://api.example.com'], serve: toLoopback })
export const auth: Auth = await world.start()
await world.signIn(auth)

export function close(): void {
  world.dispose()
  server.closeAllConnections()
  server.close()
}

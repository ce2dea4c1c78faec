import type { OutgoingRequest, Reply, Transport } from '../../ports/authorization.ts'
import type { Exchange } from '../../ports/exchange.ts'
import { contractCase, type ContractCase, type Subject } from './contract-case.ts'
import { answered, demand, demandEqual } from './demand.ts'

/** How the app's server treats every request from now on. `elsewhere`: it sends the client to another origin. */
export type ApiBehaviour =
  | { readonly kind: 'answers'; readonly status: number; readonly retryAfter?: number; readonly json?: unknown }
  | { readonly kind: 'portal' | 'elsewhere' | 'breaks off' | 'silent' }

/** A request as it arrived at the app's server. */
export interface ArrivedRequest {
  readonly method: string
  readonly path: string
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A transport in its surroundings, for `transportContract`. */
export interface TransportSubject extends Subject {
  readonly transport: Transport
  /** Where requests are to go: no path, no slash at the end. */
  readonly origin: string
  behave(as: ApiBehaviour): void
  readonly arrived: readonly ArrivedRequest[]
  /** Requests that reached the origin which `elsewhere` points to. */
  readonly strayed: readonly ArrivedRequest[]
}

const token = 'a-token-of-the-contract'
const key = 'key-0001'
const body = '{"text":"the pump leaks"}'

const requestTo = (origin: string): OutgoingRequest => ({
  method: 'POST',
  url: `${origin}/notes?draft=1`,
  headers: { 'content-type': 'application/json', 'x-app': 'field' },
  body,
  idempotencyKey: key,
})

const send = ({ transport, origin }: TransportSubject, signal = new AbortController().signal): Promise<Reply> =>
  answered(() => transport(requestTo(origin), { accessToken: token, signal }))

function heard({ exchange }: Reply): Extract<Exchange, { readonly kind: 'response' }> {
  demand(exchange.kind === 'response', 'The answer is heard')
  return exchange
}

/** What Transport promises. */
export const transportContract: readonly ContractCase<TransportSubject>[] = [
  contractCase('transport.request', 'a request arrives once and as it was made', async (subject) => {
    subject.behave({ kind: 'answers', status: 201, json: {} })
    await send(subject)
    const [request, ...more] = subject.arrived
    demandEqual(more.length, 0, 'Further requests')
    demandEqual([request?.method, request?.path, request?.body], ['POST', '/notes?draft=1', body], 'What arrived')
    demandEqual(request?.headers['x-app'], 'field', 'A header of the app')
    demandEqual(request?.headers['content-type'], 'application/json', 'The content type')
    demand(Object.values(request?.headers ?? {}).includes(key), 'The idempotency key is in a header')
  }),
  contractCase('transport.bytes', 'bytes arrive as they are', async (subject) => {
    subject.behave({ kind: 'answers', status: 200, json: {} })
    const { signal } = new AbortController()
    const bytes = new TextEncoder().encode(body)
    await subject.transport({ ...requestTo(subject.origin), body: bytes }, { accessToken: token, signal })
    demandEqual(subject.arrived[0]?.body, body, 'The body')
  }),
  contractCase('transport.token', 'the token goes into the authorization header and nowhere else', async (subject) => {
    subject.behave({ kind: 'answers', status: 200, json: {} })
    await send(subject)
    const [request] = subject.arrived
    demandEqual(request?.headers['authorization'], `Bearer ${token}`, 'The header')
    const holders = Object.values({ ...request?.headers, path: request?.path, body: request?.body })
    demandEqual(holders.filter((text) => text?.includes(token)).length, 1, 'Places that hold the token')
  }),
  contractCase('transport.accepted', 'an accepted request answers with its JSON', async (subject) => {
    subject.behave({ kind: 'answers', status: 201, json: { id: 'n7' } })
    const reply = await send(subject)
    demandEqual([heard(reply).status, heard(reply).body], [201, 'ok'], 'The exchange')
    demandEqual(reply.result, { id: 'n7' }, 'The result')
  }),
  contractCase('transport.refused', 'a refusal carries its problem and no result', async (subject) => {
    subject.behave({ kind: 'answers', status: 422, json: { title: 'Too long', errors: { text: 'max 80' } } })
    const reply = await send(subject)
    demandEqual(heard(reply).status, 422, 'The status')
    demandEqual(reply.result, null, 'The result')
    demandEqual(reply.problem, { title: 'Too long', errors: { text: 'max 80' } }, 'The problem')
  }),
  contractCase('transport.retry_after', 'a pause that the server asks for is told', async (subject) => {
    subject.behave({ kind: 'answers', status: 429, retryAfter: 30 })
    const exchange = heard(await send(subject))
    demandEqual([exchange.status, exchange.retryAfter], [429, 30_000], 'The pause in milliseconds')
  }),
  contractCase('transport.once', 'a failure of the server is answered, not tried again', async (subject) => {
    subject.behave({ kind: 'answers', status: 503 })
    demandEqual(heard(await send(subject)).status, 503, 'The status')
    demandEqual(subject.arrived.length, 1, 'Requests')
  }),
  contractCase('transport.redirect', 'nothing follows a redirect to another origin', async (subject) => {
    subject.behave({ kind: 'elsewhere' })
    const { exchange, result } = await send(subject)
    demandEqual(subject.strayed.length, 0, 'Requests at the other origin')
    demandEqual(result, null, 'The result')
    const isDelivered = exchange.kind === 'response' && exchange.status < 300 && !exchange.redirected
    demand(!isDelivered, 'A redirect is no delivery')
  }),
  contractCase('transport.portal', 'a page instead of an answer is no result', async (subject) => {
    subject.behave({ kind: 'portal' })
    const reply = await send(subject)
    demandEqual([heard(reply).contentType, reply.result], ['html', null], 'What it was')
  }),
  contractCase('transport.silence', 'a connection that breaks off is no answer, and no rejection', async (subject) => {
    subject.behave({ kind: 'breaks off' })
    demandEqual((await send(subject)).exchange, { kind: 'no_response', cause: 'network' }, 'The exchange')
  }),
  contractCase('transport.signal', 'a request ends with its signal', async (subject) => {
    subject.behave({ kind: 'silent' })
    const ending = new AbortController()
    const sending = send(subject, ending.signal)
    ending.abort()
    demandEqual((await sending).exchange, { kind: 'no_response', cause: 'aborted' }, 'The exchange')
  }),
]

import { isSessionMismatch } from '../exchange/carry.ts'
import { noResponse } from '../exchange/no-response.ts'
import type { AccessToken } from '../ports/access.ts'
import type { OutgoingRequest, Reply, Transport } from '../ports/authorization.ts'
import { fromBase64 } from './base64.ts'
import type { AnyOperation, Ask } from './define-operation.ts'
import type { Desk } from './desk.ts'
import type { ItemBody, ItemHead } from './item.ts'
import { isKeyForgotten } from './prepare.ts'
import { unlessAborted } from './unless-aborted.ts'
import { isHeard } from './transport.ts'

/** A claimed item on its way. */
export interface Flight {
  /** As it was before the claim. */
  readonly before: ItemHead
  readonly head: ItemHead
  readonly body: ItemBody
  readonly operation: AnyOperation
}

export type AttemptEnd =
  | { readonly kind: 'answered'; readonly reply: Reply; readonly token: AccessToken }
  /** The server may have forgotten the key; the operation found that the item took effect. */
  | { readonly kind: 'verified' }
  | { readonly kind: 'indeterminate' }
  /** Nothing of this attempt can have had an effect. */
  | { readonly kind: 'unsent'; readonly why: 'no_token' | 'stopped' }

export interface Terms {
  readonly transport: Transport
  /** Ends when sending has to stop. */
  readonly signal: AbortSignal
  /** The item's author is signed in here, and sending goes on. Asked again after every wait (QU-04). */
  readonly isMine: () => boolean
}

/** One attempt: at most one refresh of the token and one replay. Never rejects. */
export async function attempt(desk: Desk, flight: Flight, terms: Terms): Promise<AttemptEnd> {
  const { host, settings } = desk
  const { access } = host
  const token = await access.access().catch(() => null)
  if (!terms.isMine()) return { kind: 'unsent', why: 'stopped' }
  if (token === null) return { kind: 'unsent', why: 'no_token' }

  if (isKeyForgotten(flight.before, { now: host.clock.wall(), ttl: settings.idempotencyTtl })) {
    const found = await verify(desk, flight, { ...terms, token })
    if (found.kind !== 'not_applied') return found
    if (!terms.isMine()) return { kind: 'unsent', why: 'stopped' }
  }

  const first = await send(desk, outgoing(flight.body), { ...terms, token })
  const otherSession = isOtherSession(first, token)
  if (!otherSession && !isRenewable(first)) return { kind: 'answered', reply: first, token }
  const newer = await access
    .rejected({ generation: token.generation, origin: new URL(flight.body.request.url).origin, otherSession })
    .catch(() => null)
  if (!terms.isMine()) return { kind: 'unsent', why: 'stopped' }
  if (newer === null)
    return otherSession ? { kind: 'unsent', why: 'no_token' } : { kind: 'answered', reply: first, token }
  return { kind: 'answered', reply: await send(desk, outgoing(flight.body), { ...terms, token: newer }), token: newer }
}

interface Authorized extends Terms {
  readonly token: AccessToken
}

async function send(desk: Desk, request: OutgoingRequest, { transport, signal, token }: Authorized): Promise<Reply> {
  const { clock, access, report } = desk.host
  const ending = new AbortController()
  const abort = (): void => ending.abort()
  const sources = [signal, access.signal]
  for (const source of sources) {
    if (source.aborted) abort()
    source.addEventListener('abort', abort, { once: true })
  }
  const cancel = clock.wakeAfter(desk.settings.timeout, () =>
    ending.abort(new DOMException('Cannot wait longer: the server has not answered', 'TimeoutError')),
  )
  try {
    const reply = await unlessAborted(
      transport(request, {
        accessToken: token.token,
        signal: ending.signal,
        ...(token.carrier === undefined ? {} : { carrier: token.carrier }),
        ...(token.possession === undefined ? {} : { possession: token.possession }),
      }),
      ending.signal,
    )
    return reply === null || isOwnEnd(reply, ending.signal)
      ? { exchange: noResponse(ending.signal), result: null }
      : reply
  } catch {
    report('queue_transport_failed')
    return { exchange: noResponse(ending.signal), result: null }
  } finally {
    cancel()
    for (const source of sources) source.removeEventListener('abort', abort)
  }
}

/** A transport that gave up by itself says nothing of us: sending goes on, with the pauses of a silent server. */
function isOwnEnd({ exchange }: Reply, signal: AbortSignal): boolean {
  return exchange.kind === 'no_response' && exchange.cause === 'aborted' && !signal.aborted
}

/** The server has done nothing: whether this is still the same person's cookie has to be asked first. */
function isOtherSession({ exchange }: Reply, token: AccessToken): boolean {
  return exchange.kind === 'response' && isSessionMismatch(token, exchange)
}

/** A stronger sign-in is asked for by the same status (RFC 9470); a newer token would be refused the same way. */
function isRenewable({ exchange }: Reply): boolean {
  return (
    exchange.kind === 'response' && exchange.status === 401 && exchange.error !== 'insufficient_user_authentication'
  )
}

function outgoing({ request, idempotencyKey }: ItemBody): OutgoingRequest {
  const { method, url, headers, body } = request
  const content = body.kind === 'none' ? null : body.kind === 'bytes' ? fromBase64(body.base64) : body.text
  return { method, url, headers, body: content, idempotencyKey }
}

type Finding = AttemptEnd | { readonly kind: 'not_applied' }

async function verify(desk: Desk, { operation, body }: Flight, terms: Authorized): Promise<Finding> {
  let unheard: Reply | null = null
  const ask: Ask = async (url) => {
    const reply = await send(desk, { method: 'GET', url, headers: {}, body: null, idempotencyKey: '' }, terms)
    if (!isHeard(reply.exchange)) unheard = reply
    return reply
  }
  const question = operation.verify as ((variables: unknown, ask: Ask) => Promise<string>) | undefined
  const found = await unlessAborted(Promise.resolve(question?.(body.variables, ask)), terms.signal).catch(
    () => 'unknown',
  )
  if (!terms.isMine()) return { kind: 'unsent', why: 'stopped' }
  if (found === 'applied') return { kind: 'verified' }
  if (found === 'not_applied') return { kind: 'not_applied' }
  // Not knowing because nobody answered is no finding: the question is asked again.
  return unheard === null ? { kind: 'indeterminate' } : { kind: 'answered', reply: unheard, token: terms.token }
}

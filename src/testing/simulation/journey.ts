import type { Instant } from '../../../machines/time.ts'
import { noErrorFields } from '../../exchange/error-fields.ts'
import { noResponse } from '../../exchange/no-response.ts'
import { fail } from '../../exchange/settle.ts'
import type { Exchange, IdentityFailure } from '../../ports/exchange.ts'
import type { Outcome } from '../../ports/outcome.ts'
import { refusedWith } from '../fakes/scripted-answer.ts'
import type { NetworkFate } from './fates.ts'
import type { Tab } from './tab.ts'
import type { Timeline } from './timeline.ts'

export interface Journey {
  readonly time: Timeline
  readonly tab: Tab
  readonly fate: NetworkFate
  readonly signal: AbortSignal
  readonly now: () => Instant
  /** Called when the world is over. */
  atEnd(forget: () => void): void
}

/** One request: on its way, at the server, on its way back; `act` runs where and as often as the server hears it. */
export async function travel<Value>(
  { time, tab, fate, signal, now, atEnd }: Journey,
  act: (isGhost: boolean) => Outcome<Value, IdentityFailure>,
): Promise<Outcome<Value, IdentityFailure>> {
  let forget = (): void => {}
  const stopped = new Promise<null>((resolve) => {
    const stop = (): void => resolve(null)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    forget = () => signal.removeEventListener('abort', stop)
    // Hosts keep composed signals for ever while somebody listens: a dead context would keep its whole world.
    atEnd(forget)
  })
  const lost = (): Outcome<never, IdentityFailure> => fail({ kind: 'exchange', exchange: noResponse(signal) }, now())
  if (signal.aborted) return lost()
  const journey = (async (): Promise<Outcome<Value, IdentityFailure>> => {
    if (fate.there > 0) await time.after(fate.there)
    if (fate.answer === 'unreachable') return lost()
    const refusal = refusalOf(fate)
    if (refusal !== null && !fate.acts) return fail(refusal, now())
    const answer = act(signal.aborted || !tab.alive)
    const last = fate.answer === 'duplicate' ? act(true) : answer
    if (fate.back > 0) await time.after(fate.back)
    if (fate.answer === 'lost') return lost()
    if (fate.answer === 'hang') await new Promise(() => {})
    if (refusal === null) return last
    // What the network garbles is the answer that the server gave.
    return last.ok ? fail(refusal, now()) : fail(garbled(last.failure), now())
  })()
  const answer = await Promise.race([journey, stopped])
  forget()
  return answer ?? lost()
}

function garbled(failure: IdentityFailure): IdentityFailure {
  if (failure.kind !== 'exchange' || failure.exchange.kind !== 'response') return failure
  return { kind: 'exchange', exchange: { ...failure.exchange, ...noErrorFields, body: 'unreadable' } }
}

function refusalOf({ answer, retryAfter }: NetworkFate): IdentityFailure | null {
  switch (answer) {
    case '500':
      return response({ status: 500, retryAfter: null })
    case '503':
      return response({ status: 503, retryAfter })
    case '429':
      return response({ status: 429, retryAfter })
    case 'portal':
      return response({ status: 200, contentType: 'html', body: 'ok' })
    case 'truncated':
      return response({ status: 200, body: 'unreadable' })
    case 'malformed':
      return response({ status: 200, body: 'malformed' })
    case 'misconfigured':
      return refusedWith('invalid_client', 401)
    case 'interaction':
      return refusedWith('interaction_required')
    default:
      return null
  }
}

export function response(
  parts: Partial<Extract<Exchange, { kind: 'response' }>> & { readonly status: number },
): IdentityFailure {
  const exchange: Exchange = {
    kind: 'response',
    redirected: false,
    contentType: 'json',
    retryAfter: null,
    body: 'malformed',
    ...noErrorFields,
    ...parts,
  }
  return { kind: 'exchange', exchange }
}

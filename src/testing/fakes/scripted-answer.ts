import { duration, type Instant } from '../../../machines/time.ts'
import { noErrorFields } from '../../exchange/error-fields.ts'
import { fail } from '../../exchange/settle.ts'
import type { Exchange, IdentityFailure } from '../../ports/exchange.ts'
import type { Outcome } from '../../ports/outcome.ts'

/**
 * How a scripted server answers instead of granting. `lost`: it acts, the answer never arrives. `hang`: it acts and stays
 * silent until the signal ends. In all others it does nothing.
 */
export type ScriptedAnswer =
  | 'unreachable'
  | 'lost'
  | 'hang'
  | '429'
  | '500'
  | '503'
  | '503 retry-after'
  | 'portal'
  | 'malformed'
  | 'truncated'
  | 'discovery_unavailable'
  | 'identity_mismatch'
  /** Any OAuth error: 400 with this `error`. */
  | { readonly error: string; readonly status?: number; readonly description?: string }

export function scriptedFailure(answer: ScriptedAnswer, at: Instant): Outcome<never, IdentityFailure> {
  return fail(failureOf(answer), at)
}

/** A well-formed refusal (RFC 6749 §5.2). */
export function refusedWith(error: string, status = 400, description: string | null = null): IdentityFailure {
  return response({ status, body: 'error', error, errorDescription: description })
}

function failureOf(answer: ScriptedAnswer): IdentityFailure {
  if (typeof answer === 'object') {
    return refusedWith(answer.error, answer.status, answer.description)
  }
  switch (answer) {
    case 'unreachable':
    case 'lost':
    case 'hang':
      return { kind: 'exchange', exchange: { kind: 'no_response', cause: 'network' } }
    case '429':
      return response({ status: 429, retryAfter: duration(5_000) })
    case '500':
      return response({ status: 500 })
    case '503':
      return response({ status: 503 })
    case '503 retry-after':
      return response({ status: 503, retryAfter: duration(5_000) })
    case 'portal':
      return response({ status: 200, contentType: 'html', body: 'ok' })
    case 'malformed':
      return response({ status: 200, body: 'malformed' })
    case 'truncated':
      return response({ status: 200, body: 'unreadable' })
    case 'discovery_unavailable':
      return { kind: 'discovery_unavailable', exchange: null }
    case 'identity_mismatch':
      return { kind: 'identity_mismatch' }
    default:
      return answer satisfies never
  }
}

function response(
  parts: Partial<Exchange & { readonly kind: 'response' }> & { readonly status: number },
): IdentityFailure {
  return {
    kind: 'exchange',
    exchange: {
      kind: 'response',
      redirected: false,
      contentType: 'json',
      retryAfter: null,
      body: 'malformed',
      ...noErrorFields,
      ...parts,
    },
  }
}

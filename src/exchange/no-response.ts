import type { Exchange } from '../ports/exchange.ts'

/**
 * What a request without an answer means. Asks the signal, not the error: browsers, Node and fakes word the same failure
 * differently. A signal aborted with a `TimeoutError` reason (as `AbortSignal.timeout` does) is a deadline; any other abort
 * is somebody's wish.
 */
export function noResponse(signal: AbortSignal): Exchange {
  if (!signal.aborted) {
    return { kind: 'no_response', cause: 'network' }
  }
  return { kind: 'no_response', cause: isTimeout(signal.reason) ? 'timeout' : 'aborted' }
}

function isTimeout(reason: unknown): boolean {
  return typeof reason === 'object' && reason !== null && 'name' in reason && reason.name === 'TimeoutError'
}

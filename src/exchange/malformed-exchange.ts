import type { Exchange } from '../ports/exchange.ts'

/** The same answer, marked as JSON of the wrong shape: what arrived well as a message and badly as a grant (RF-08). */
export function malformedExchange(exchange: Exchange): Exchange {
  return exchange.kind === 'response' ? { ...exchange, body: 'malformed' } : exchange
}

import { instant, type Instant } from '../../machines/time.ts'
import type { TimeSample } from '../ports/exchange.ts'

/** The server's time seen in an answer: a JWT's `iat` where there is one, else a readable `Date` header, else null. */
export function timeSample(
  response: Response,
  span: { readonly issuedAt: number | null; readonly sentAt: Instant; readonly receivedAt: Instant },
): TimeSample | null {
  const { issuedAt, sentAt, receivedAt } = span
  const server = issuedAt === null ? Date.parse(response.headers.get('date') ?? '') : issuedAt * 1000
  return Number.isFinite(server) ? { server: instant(server), sentAt, receivedAt } : null
}

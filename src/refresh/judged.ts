import type { Evidence } from '../../machines/facts.ts'
import type { OfflineReason } from '../../machines/reasons.ts'
import type { Classification } from '../ports/verdict.ts'

/** What a round makes of an attempt that brought no tokens: the server's or the network's word, or the store's. */
export type Judged =
  | Classification
  | { readonly category: 'not_written'; readonly reason: 'refresh_failed'; readonly retryAfter: null }
/** The store refused the journal, so nothing was sent. */
export const notWritten: Judged = { category: 'not_written', reason: 'refresh_failed', retryAfter: null }

/** The chart's reason for being offline after it. */
export function offlineReason({ category, reason }: Judged): OfflineReason {
  if (category === 'unknown_refusal') return 'refresh_failed'
  switch (reason) {
    case 'network_unavailable':
    case 'throttled':
    case 'server_unavailable':
    case 'captive_portal':
    case 'discovery_unavailable':
    case 'misconfigured':
      return reason
    default:
      return 'refresh_failed'
  }
}

/** What it says about the network. */
export function evidenceOf({ category }: Judged): Evidence {
  switch (category) {
    case 'captive_portal':
      return 'portal'
    case 'unreachable':
    case 'discovery_unavailable':
      return 'silent'
    case 'cancelled':
    case 'not_written':
      return 'none'
    default:
      return 'answered'
  }
}

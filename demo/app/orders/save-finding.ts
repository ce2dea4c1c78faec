import { defineOperation, type Operation } from '../../../src/queue/define-operation.ts'
import type { Finding } from '../../server/api/order.ts'
import { isFinding } from './parse-orders.ts'

export interface FindingVariables {
  readonly order: string
  readonly text: string
  /** The version it was written on top of. */
  readonly base: number
}

/** Changing the finding: the last text counts, and a colleague's in between is a conflict for the user. */
export function saveFindingOperation(api: string): Operation<FindingVariables> {
  return defineOperation({
    name: 'finding.save',
    version: 1,
    capability: 'note.create',
    lane: ({ order }) => `${order} finding`,
    coalesce: 'replace',
    request: ({ order, text, base }, { theirs }) => ({
      method: 'PUT',
      url: `${api}/orders/${encodeURIComponent(order)}/finding`,
      json: { text, base: findingIn(theirs)?.version ?? base },
    }),
  })
}

/** The server's finding in its answer to a conflict. */
export function findingIn(answer: unknown): Finding | null {
  if (typeof answer !== 'object' || answer === null || !('finding' in answer)) return null
  return isFinding(answer.finding) ? answer.finding : null
}

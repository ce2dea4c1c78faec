import type { IncomingMessage } from 'node:http'
import { pathOf } from '../http/handler.ts'
import type { Reply } from '../http/reply.ts'
import type { Account } from '../provider/accounts.ts'
import type { OrderBook } from './order-book.ts'

/** One thing that can be written, and what it takes. */
export interface Action {
  readonly kind: 'note' | 'finding' | 'completion'
  readonly scope: string
  readonly run: (body: Record<string, unknown>) => Reply
}

const kinds = new Map<string, Action['kind']>([
  ['POST notes', 'note'],
  ['PUT finding', 'finding'],
  ['POST complete', 'completion'],
])

export function actionAt(request: IncomingMessage, orders: OrderBook, { name }: Account): Action | undefined {
  const [, id, verb] = /^\/api\/orders\/([\w-]+)\/(\w+)$/.exec(pathOf(request)) ?? []
  const kind = kinds.get(`${request.method} ${verb}`)
  if (id === undefined || kind === undefined) return undefined
  switch (kind) {
    case 'note':
      return {
        kind,
        scope: 'notes:write',
        run: ({ text, thumbnail: photo }) => orders.addNote(id, { text, photo, author: name }),
      }
    case 'finding':
      return { kind, scope: 'notes:write', run: ({ text, base }) => orders.saveFinding(id, { text, base, by: name }) }
    case 'completion':
      return { kind, scope: 'orders:complete', run: () => orders.complete(id, name) }
    default:
      return kind satisfies never
  }
}

import type { Finding, Note, Order } from '../../server/api/order.ts'

/** The orders in an answer or in this device's copy; null when it is something else. */
export function parseOrders(body: unknown): readonly Order[] | null {
  const orders: unknown = isObject(body) ? body['orders'] : null
  return Array.isArray(orders) && orders.every(isOrder) ? orders : null
}

function isOrder(value: unknown): value is Order {
  if (!isObject(value) || !isObject(value['window'])) return false
  const { id, title, description, customer, address, status, notes, priority, window, finding } = value
  const texts: readonly unknown[] = [id, title, description, customer, address, priority, window['from'], window['to']]
  const isKnown = status === 'open' || status === 'done'
  return texts.every(isText) && isKnown && isFinding(finding) && Array.isArray(notes) && notes.every(isNote)
}

export function isFinding(value: unknown): value is Finding {
  return isObject(value) && isText(value['text']) && typeof value['version'] === 'number'
}

function isNote(value: unknown): value is Note {
  if (!isObject(value)) return false
  const texts: readonly unknown[] = [value['id'], value['text'], value['author'], value['at'], value['photo'] ?? '']
  return texts.every(isText)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

import type { NoteVariables } from '../orders/create-note.ts'

export const manyNotes = 200

/** A round of meter readings, spread over the orders of the day. */
export function readingsOn(orders: readonly { readonly id: string }[]): readonly NoteVariables[] {
  if (orders.length === 0) return []
  return Array.from({ length: manyNotes }, (_, place) => {
    const order = orders[place % orders.length]?.id ?? ''
    const bar = (4 + ((place * 37) % 23) / 10).toFixed(1)
    return { order, text: `Reading ${place + 1} of ${manyNotes}: ${bar} bar` }
  })
}

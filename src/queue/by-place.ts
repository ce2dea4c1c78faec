import type { ItemHead } from './item.ts'

/** Store order; an id decides where the store has given none yet. */
export function comparePlaces(left: ItemHead, right: ItemHead): number {
  if (left.seq !== right.seq) return left.seq - right.seq
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0
}

/** Puts a head in its place among heads in store order. Found by halving: a lane may hold ten thousand. */
export function insertInPlace(heads: ItemHead[], head: ItemHead): void {
  heads.splice(placeOf(heads, head), 0, head)
}

/** Takes it out again, if it is there. */
export function removeFromPlace(heads: ItemHead[], head: ItemHead): void {
  const place = placeOf(heads, head)
  if (heads[place]?.id === head.id) heads.splice(place, 1)
}

function placeOf(heads: readonly ItemHead[], head: ItemHead): number {
  let [low, high] = [0, heads.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const there = heads[middle]
    if (there !== undefined && comparePlaces(there, head) < 0) low = middle + 1
    else high = middle
  }
  return low
}

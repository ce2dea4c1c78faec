import type { OrderBook } from './order-book.ts'

// Often enough to see a colleague's note while standing at the door, seldom enough for a phone's battery.
const everyMs = 15_000

/** Looks for news while somebody looks at the page. */
export function keepFresh(book: OrderBook): void {
  const look = (): void => {
    if (document.visibilityState === 'visible') void book.reload()
  }
  setInterval(look, everyMs)
  document.addEventListener('visibilitychange', look)
}

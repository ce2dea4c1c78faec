/** Where the app is, in its own words. */
export type Route = { readonly screen: 'orders' | 'unsent' } | { readonly screen: 'order'; readonly id: string }

export const ordersPath = '/'
export const unsentPath = '/unsent'

export function orderPath(id: string): string {
  return `/orders/${encodeURIComponent(id)}`
}

export function routeOf(path: string): Route {
  if (path === unsentPath) return { screen: 'unsent' }
  const id = /^\/orders\/([^/]+)$/.exec(path)?.[1]
  return id === undefined ? { screen: 'orders' } : { screen: 'order', id }
}

/** Goes to a path without loading the page. */
export function goTo(path: string): void {
  history.pushState(null, '', path)
  window.dispatchEvent(new PopStateEvent('popstate'))
  // The new screen stands with the next frame.
  requestAnimationFrame(beginAtTop)
}

/** As after loading a page: from the top, and screen readers start at the new content. */
function beginAtTop(): void {
  for (const menu of document.querySelectorAll<HTMLElement>(':popover-open')) menu.hidePopover()
  const main = document.querySelector('main')
  main?.focus({ preventScroll: true })
  main?.closest('.app')?.scrollTo(0, 0)
  window.scrollTo(0, 0)
}

export function onRouteChange(listener: () => void): () => void {
  window.addEventListener('popstate', listener)
  return () => window.removeEventListener('popstate', listener)
}

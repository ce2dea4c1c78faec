import { useSyncExternalStore } from 'react'
import { onRouteChange, routeOf, type Route } from './route.ts'

/** Where the address bar says the app is. */
export function useRoute(): Route {
  return routeOf(useSyncExternalStore(onRouteChange, () => location.pathname))
}

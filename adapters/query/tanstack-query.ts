/** The part of an Auth that a query client follows. */
export interface FollowedAuth {
  readonly state: {
    readonly status: string
    readonly isAuthenticated: boolean
    readonly isOnline: boolean
    readonly connectivity: 'ONLINE' | 'OFFLINE' | 'SUSPECT'
    readonly user: { readonly id: string } | null
  }
  subscribe(listener: () => void): () => void
}

/** The part of TanStack Query's `QueryClient` that is used here. */
export interface BoundQueryClient {
  cancelQueries(): Promise<void>
  removeQueries(filters: { readonly type: 'inactive' }): void
  refetchQueries(filters: { readonly type: 'active' }): Promise<void>
  getQueryCache(): { findAll(filters: { readonly type: 'active' }): readonly { reset(): void }[] }
  getMutationCache(): { clear(): void }
}

/** What of TanStack Query `bindQueryClient` works on. */
export interface QueryBinding {
  readonly queryClient: BoundQueryClient
  /** TanStack Query's own `onlineManager`: it pauses queries while the server can't be asked. */
  readonly onlineManager: { setOnline(online: boolean): void }
}

/**
 * Lets a query client follow the session: paused while the server can't be asked, and emptied when another account, or
 * nobody, is shown, so that no screen shows one user another's data. Returns the end of it.
 */
export function bindQueryClient(auth: FollowedAuth, { queryClient, onlineManager }: QueryBinding): () => void {
  let owner = ownerOf(auth, null)
  let isOnline: boolean | null = null
  let isEmptied = false
  const follow = (): void => {
    const { isAuthenticated } = auth.state
    const reachable = canAsk(auth)
    if (reachable !== isOnline) onlineManager.setOnline((isOnline = reachable))
    const next = ownerOf(auth, owner)
    if (owner !== null && next !== owner) {
      empty(queryClient)
      isEmptied = true
    }
    owner = next
    if (!isAuthenticated || !isEmptied) return
    isEmptied = false
    // What is on the screen stayed there without data; the next account fills it.
    void queryClient.refetchQueries({ type: 'active' })
  }
  follow()
  return auth.subscribe(follow)
}

/** Whose data the cache holds. While a session is opened, or has to be renewed by its user, that doesn't change. */
function ownerOf({ state }: FollowedAuth, before: string | null): string | null {
  if (state.status === 'SIGNED_OUT' || state.status === 'LOCKED') return null
  return state.status === 'RESTORING' ? before : (state.user?.id ?? before)
}

/** Without a session there may be public queries: they wait for the network only. */
function canAsk({ state }: FollowedAuth): boolean {
  return state.isAuthenticated ? state.isOnline : state.connectivity !== 'OFFLINE'
}

/** `clear()` alone would leave what mounted components show where it is. */
function empty(queryClient: BoundQueryClient): void {
  void queryClient.cancelQueries()
  for (const query of queryClient.getQueryCache().findAll({ type: 'active' })) query.reset()
  queryClient.removeQueries({ type: 'inactive' })
  queryClient.getMutationCache().clear()
}

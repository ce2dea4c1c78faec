/** The little of workbox-background-sync that a page needs. Ours to write down: the package itself is optional. */
export interface WorkboxModule {
  readonly Queue: new (
    name: string,
    options: { readonly forceSyncFallback: boolean },
  ) => {
    pushRequest(entry: { readonly request: Request }): Promise<void>
    replayRequests(): Promise<void>
    getAll(): Promise<readonly { readonly request: Request }[]>
  }
}

/** The same for @tanstack/offline-transactions. */
export interface OfflineTransactionsModule {
  readonly IndexedDBAdapter: new (
    database: string,
    store: string,
  ) => { set(key: string, value: string): Promise<void>; get(key: string): Promise<string | null> }
  startOfflineExecutor(config: {
    readonly collections: Readonly<Record<string, unknown>>
    readonly mutationFns: Readonly<Record<string, (params: MutationParams) => Promise<unknown>>>
    readonly storage: unknown
    readonly leaderElection?: unknown
    readonly onlineDetector?: unknown
  }): {
    waitForInit(): Promise<void>
    createOfflineTransaction(options: { readonly mutationFnName: string; readonly autoCommit: boolean }): {
      mutate(work: () => void): unknown
      commit(): Promise<unknown>
    }
    peekOutbox(): Promise<readonly { readonly mutations: readonly { readonly modified: unknown }[] }[]>
    dispose(): void
  }
}

export interface MutationParams {
  readonly idempotencyKey: string
  readonly transaction: { readonly mutations: readonly { readonly modified: unknown }[] }
}

/** And for @tanstack/db, which the former stands on. */
export interface TanstackDbModule {
  createCollection(config: {
    readonly id: string
    readonly getKey: (item: { readonly id: string }) => string
    readonly sync: { readonly sync: (tools: { readonly markReady: () => void }) => void }
  }): { insert(item: { readonly id: string; readonly text: string }): unknown }
}

export interface PeerModules {
  readonly workbox: WorkboxModule
  readonly offline: OfflineTransactionsModule
  readonly db: TanstackDbModule
}

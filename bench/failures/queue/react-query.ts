import { rest, type QueueClient } from './client.ts'

interface QueryClientLike {
  mount(): void
  setMutationDefaults(key: readonly string[], options: object): void
  getMutationCache(): {
    build(client: unknown, options: object): { execute(variables: unknown): Promise<unknown> }
  }
  resumePausedMutations(): Promise<unknown>
}

export interface ReactQueryModule {
  readonly QueryClient: new () => QueryClientLike
  dehydrate(client: QueryClientLike): {
    readonly mutations: readonly { readonly state: { readonly variables: string } }[]
  }
  hydrate(client: QueryClientLike, state: unknown): void
}

const place = 'notes'

/** Persisted as its guide shows it: dehydrated into storage, hydrated and resumed at the next start. */
export function reactQueryClient(peer: ReactQueryModule): QueueClient {
  const client = new peer.QueryClient()
  const persist = (): void => localStorage.setItem(place, JSON.stringify(peer.dehydrate(client)))
  const mutationFn = async (path: string): Promise<void> => {
    const response = await fetch(path, { method: 'POST', body: '{}' })
    if (!response.ok) throw new Error(String(response.status))
  }
  return {
    async start() {
      client.mount()
      client.setMutationDefaults(['note'], { mutationFn })
      peer.hydrate(client, JSON.parse(localStorage.getItem(place) ?? '{"mutations":[],"queries":[]}'))
      void client.resumePausedMutations()
    },
    async add(paths) {
      for (const path of paths) {
        const mutation = client.getMutationCache().build(client, { mutationKey: ['note'], mutationFn })
        mutation.execute(path).catch(() => {})
      }
      await rest(100)
      persist()
    },
    async send() {
      await client.resumePausedMutations()
      await rest(1_500)
    },
    kept: async () => peer.dehydrate(client).mutations.map(({ state }) => state.variables),
    store: () => Promise.reject(new Error('Cannot play: it leaves storing to the app')),
    isStored: async () => false,
  }
}

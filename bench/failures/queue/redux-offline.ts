import { rest, type QueueClient } from './client.ts'

interface Store {
  dispatch(action: object): unknown
  getState(): { readonly offline: { readonly outbox: readonly { readonly meta: { readonly offline: Offline } }[] } }
}

interface Offline {
  readonly effect: { readonly url: string }
}

export interface ReduxModules {
  readonly redux: {
    legacy_createStore(reducer: (state?: object) => object, enhancer: unknown): Store
    compose(...enhancers: readonly unknown[]): unknown
  }
  readonly offline: { offline(config: object): unknown }
  readonly config: { readonly default: object }
}

/** Its own defaults for effect, discard and retry. */
export function reduxOfflineClient({ redux, offline, config }: ReduxModules): QueueClient {
  const store = redux.legacy_createStore(
    (state = {}) => state,
    offline.offline({
      ...config.default,
      persist: null,
      detectNetwork: (tell: (online: boolean) => void) => tell(true),
    }),
  )
  return {
    start: () => rest(100),
    async add(paths) {
      for (const url of paths) {
        const effect = { url, method: 'POST', json: {} }
        store.dispatch({
          type: 'NOTE',
          meta: { offline: { effect, commit: { type: 'DONE' }, rollback: { type: 'GONE' } } },
        })
        await rest(200)
      }
    },
    send: () => rest(1_500),
    kept: async () => store.getState().offline.outbox.map(({ meta }) => meta.offline.effect.url),
    store: () => Promise.reject(new Error('Cannot play: nothing is persisted here')),
    isStored: async () => false,
  }
}

import { createActor } from 'xstate'
import { authMachine } from '../../../machines/auth.machine.ts'
import { instant } from '../../../machines/time.ts'
import type { Auth, AuthEvents } from '../../../src/auth.ts'
import { noPolicy } from '../../../src/policy/no-policy.ts'
import type { AuthView } from '../../../src/view.ts'

export interface ShownAuth {
  readonly auth: Auth
  /** How many listen to the view right now. */
  readonly listeners: () => number
  show(view: AuthView): void
  tell<Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]): void
}

/** An auth whose view and events the test decides. Every promise of it waits for ever. */
export function shownAuth(first: AuthView, queue: Auth['queue'] = null, accounts: Auth['accounts'] = null): ShownAuth {
  let state = first
  const views = new Set<() => void>()
  const hearers = new Map<keyof AuthEvents, Set<(event: never) => void>>()
  const pending = <Value>(): Promise<Value> => new Promise(() => {})

  const auth: Auth = {
    ...noPolicy,
    get state() {
      return state
    },
    subscribe(listener) {
      views.add(listener)
      return () => views.delete(listener)
    },
    on(type, listener) {
      const heard = hearers.get(type) ?? new Set()
      hearers.set(type, heard.add(listener))
      return () => heard.delete(listener)
    },
    ready: Promise.resolve(),
    signIn: pending,
    signOut: pending,
    getAccessToken: pending,
    fetch: pending,
    access: pending,
    rejected: pending,
    retry() {},
    cancel() {},
    report() {},
    dispose() {},
    origins: [],
    signal: new AbortController().signal,
    queue,
    accounts,
    actor: createActor(authMachine, { input: { at: instant(0), offline: false, chance: 0 } }),
    now: () => instant(0),
    offlineFor: false,
  }

  return {
    auth,
    listeners: () => views.size + [...hearers.values()].reduce((sum, heard) => sum + heard.size, 0),
    show(view) {
      state = view
      for (const listener of views) listener()
    },
    tell(type, event) {
      for (const listener of hearers.get(type) ?? []) listener(event as never)
    },
  }
}

import { createActor } from 'xstate'
import { authMachine } from '../../../machines/auth.machine.ts'
import { generation } from '../../../machines/time.ts'
import { AuthError } from '../../auth-error.ts'
import type { Auth, AuthEvents } from '../../auth.ts'
import type { AuthFetch } from '../../http/create-auth-fetch.ts'
import type { Decision } from '../../policy/decision.ts'
import type { AuthStatus, AuthView } from '../../view.ts'
import { answeredPolicy } from './answered-policy.ts'
import { stateViews, testMorning, type ViewOf } from './state-views.ts'
import { testPresence } from './test-presence.ts'
import { testQueue } from './test-queue.ts'

/** What `createTestAuth` takes. */
export interface TestAuthOptions<Status extends AuthStatus, Capability extends string> {
  /** The state to stand in. */
  readonly at: Status
  /** What differs in it: a reason, a user, `pending`. */
  readonly view?: Partial<Omit<ViewOf<Status>, 'status'>>
  /** What may be done: true, false, or the whole decision. What isn't named is denied. */
  readonly can?: Readonly<Partial<Record<Capability, boolean | Decision>>>
  /** Answers `auth.fetch`. Default: 404. */
  readonly fetch?: AuthFetch
  /** Default: an empty `testQueue()`. Null: as an app that gave none. */
  readonly queue?: Auth['queue']
  /** Default: a `testPresence()` that grants everything. */
  readonly presence?: Auth['presence']
  /** Default: null, an app for one person. See `testAccounts()`. */
  readonly accounts?: Auth['accounts']
}

/** An auth that a test moves, and that notes what it was asked for. */
export interface TestAuth<Capability extends string = string> extends Auth<Capability> {
  /** Goes to a state, as the chart would one day. */
  show<Status extends AuthStatus>(at: Status, view?: Partial<Omit<ViewOf<Status>, 'status'>>): void
  /** Tells the listeners of `auth.on` and `useAuthEvent`. */
  tell<Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]): void
  /** What the app asked for, in order: `signIn`, `retry` … */
  readonly asked: readonly Asked[]
}

type Asked = 'signIn' | 'signOut' | 'getAccessToken' | 'retry' | 'cancel' | 'report' | 'dispose'

/**
 * An auth that stands in the state you name: no network, no storage, no timers, no server. `signIn` goes to ACTIVE and
 * `signOut` to SIGNED_OUT; the other calls are noted in `asked` and change nothing.
 */
export function createTestAuth<Status extends AuthStatus, const Capability extends string = string>(
  options: TestAuthOptions<Status, Capability>,
): TestAuth<Capability> {
  let state: AuthView = viewAt(options.at, options.view)
  const observers = new Set<() => void>()
  const listeners = new Map<keyof AuthEvents, Set<(event: never) => void>>()
  const asked: Asked[] = []
  const signal = new AbortController().signal
  let settle = (): void => {}
  // In RESTORING the stored session is being looked at, for as long as the test likes.
  const ready = new Promise<void>((resolve) => {
    settle = resolve
    if (options.at !== 'RESTORING') resolve()
  })
  const show: TestAuth['show'] = (at, view) => {
    state = viewAt(at, view)
    if (at !== 'RESTORING') settle()
    for (const observer of [...observers]) observer()
  }
  const token = async (): Promise<string> => {
    if (!state.isAuthenticated) throw new AuthError(refusals[state.status])
    return 'test-access-token'
  }

  return {
    ...answeredPolicy<Capability>(options.can),
    show,
    tell: (type, event) => {
      for (const listener of [...(listeners.get(type) ?? [])]) listener(event as never)
    },
    asked,
    get state() {
      return state
    },
    subscribe: (listener) => {
      const entry = (): void => listener()
      observers.add(entry)
      return () => void observers.delete(entry)
    },
    on: (type, listener) => {
      const heard = listeners.get(type) ?? new Set()
      listeners.set(type, heard.add(listener))
      return () => void heard.delete(listener)
    },
    ready,
    signIn: async () => {
      asked.push('signIn')
      show('ACTIVE')
      return { status: 'signed_in' }
    },
    signOut: async () => {
      asked.push('signOut')
      show('SIGNED_OUT', { reason: 'user' })
      const report = { device: 'wiped', server: 'nothing', everywhere: null } as const
      return { status: 'signed_out', report, isLeaving: false }
    },
    getAccessToken: () => {
      asked.push('getAccessToken')
      return token()
    },
    access: async () => ({ token: await token(), generation: generation(1) }),
    rejected: async () => null,
    fetch: options.fetch ?? (async () => new Response(null, { status: 404 })),
    retry: () => void asked.push('retry'),
    cancel: () => void asked.push('cancel'),
    report: () => void asked.push('report'),
    dispose: () => void asked.push('dispose'),
    origins: [],
    signal,
    queue: options.queue === undefined ? testQueue() : options.queue,
    presence: options.presence === undefined ? testPresence() : options.presence,
    accounts: options.accounts ?? null,
    actor: createActor(authMachine, { input: { at: testMorning, offline: false, chance: 0 } }),
    now: () => testMorning,
    offlineFor: false,
  }
}

const refusals = {
  RESTORING: 'restoring',
  SIGNED_OUT: 'signed_out',
  REAUTH_REQUIRED: 'reauth_required',
  LOCKED: 'locked',
} as const

function viewAt<Status extends AuthStatus>(at: Status, view: object = {}): AuthView {
  return Object.freeze({ ...stateViews[at], ...view, status: at } as AuthView)
}

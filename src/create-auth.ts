import { createActor } from 'xstate'
import { authMachine } from '../machines/auth.machine.ts'
import type { AuthEvent } from '../machines/events.ts'
import type { AccountHash } from '../machines/facts.ts'
import type { Instant } from '../machines/time.ts'
import { createAccess } from './access/access.ts'
import { announceChange, followEmitted } from './announcements.ts'
import { AuthError } from './auth-error.ts'
import type { Auth, SignInOptions } from './auth.ts'
import { chartActors } from './chart-actors.ts'
import { createHost } from './create-host.ts'
import { createEventListeners } from './event-listeners.ts'
import { checkOptions, type AuthOptions } from './options.ts'
import { createQueueHost } from './queue-host.ts'
import { followProfile } from './profile/follow-profile.ts'
import { createFlights } from './refresh/flight.ts'
import { followWorld } from './follow-world.ts'
import { askSignIn } from './sign-in/ask-sign-in.ts'
import { askSignOut } from './sign-out/ask-sign-out.ts'
import { parseDuration } from './time/parse-duration.ts'
import { isAway, isSameView, viewOf } from './view-of.ts'
import type { AuthView } from './view.ts'

/**
 * Joins the chart and the world: the only place where they meet. Starts restoring at once, except during server
 * rendering, where the view stays RESTORING and nothing is read. Throws AuthError for a wrong option, nothing else.
 */
export function createAuth(options: AuthOptions): Auth {
  const checked = checkOptions(options)
  const { platform } = checked
  const { clock } = platform
  const disposal = new AbortController()
  const listeners = createEventListeners(() =>
    host.tell('developer.problem', { at: clock.wall(), code: 'listener_failed' }),
  )
  const host = createHost(checked, {
    send: (event) => send(event),
    tell: listeners.tell,
    disposal: disposal.signal,
  })
  const flights = createFlights(host)

  let asked: SignInOptions = {}
  const account = (): AccountHash | null => actor.getSnapshot().context.account
  const access = createAccess(
    host,
    flights,
    {
      view: () => view,
      account,
      viewEpoch: () => actor.getSnapshot().context.viewEpoch,
      get ready() {
        return ready
      },
    },
    [...new Set([...checked.identity.origins, ...(checked.origins ?? [])])],
  )
  const queue = checked.queue?.create(createQueueHost(host, { access, view: () => view, account })) ?? null

  const machine = authMachine.provide({
    actors: chartActors({
      host,
      flights,
      asked: { peek: () => asked, take: () => takeAsked() },
      queue,
      stepUp: checked.stepUp ?? [],
      pendingOf: async (of) => (await queue?.facts(of))?.pending ?? 0,
    }),
  })
  const actor = createActor(machine, {
    input: {
      at: clock.wall(),
      offline: platform.connectivity.current() === 'offline',
      chance: platform.random.unit(),
      settings: {
        reconnectSpread: checked.reconnectSpread,
        warnAfter: checked.warnAfter,
        hasProbe: platform.connectivity.probe !== null,
        hasQueue: queue !== null,
      },
    },
  })

  let view: AuthView = Object.freeze(viewOf(actor.getSnapshot()))
  const observers = new Set<() => void>()
  const takeAsked = (): SignInOptions => {
    const taken = asked
    asked = {}
    return taken
  }
  const send = (event: AuthEvent): void => {
    if (!disposal.signal.aborted && !platform.server) actor.send(event)
  }

  let settle = (): void => {}
  const ready = new Promise<void>((resolve) => {
    settle = resolve
  })
  actor.on('*', (emitted) => void followEmitted(host, emitted, () => queue?.release()))
  actor.subscribe((snapshot) => {
    const next = viewOf(snapshot)
    if (next.status !== 'RESTORING' || next.waiting !== null || next.isSigningIn) settle()
    if (isSameView(view, next)) return
    const before = view
    view = Object.freeze(next)
    announceChange(before, view, { tell: listeners.tell, at: clock.wall(), account: snapshot.context.account })
    for (const observer of [...observers]) observer()
  })

  followProfile(host, actor)
  if (platform.server) settle()
  else actor.start()
  const unfollow = platform.server ? () => {} : followWorld(host, { actor, queue })

  const observe = (observer: () => void): (() => void) => {
    observers.add(observer)
    return () => void observers.delete(observer)
  }
  const expect = (): void => {
    if (disposal.signal.aborted) throw new AuthError('disposed')
    if (platform.server) throw new AuthError('server_side')
  }

  return {
    ...access,
    get signal() {
      return access.signal
    },
    get state() {
      return view
    },
    subscribe: observe,
    on: listeners.on,
    ready,
    signIn: async (wanted = {}) => {
      expect()
      asked = wanted
      return askSignIn({
        send,
        observe,
        view: () => view,
        now: () => clock.wall(),
        isAway: () => isAway(actor.getSnapshot()),
      })
    },
    signOut: async (wanted = {}) => {
      expect()
      return askSignOut({ send, observe, view: () => view, now: () => clock.wall(), host, queue, account }, wanted)
    },
    getAccessToken: async (wanted = {}) => {
      expect()
      const minTtl = wanted.minTtl === undefined ? undefined : parseDuration(wanted.minTtl, 'minTtl')
      return (await access.access(minTtl === undefined ? {} : { minTtl })).token
    },
    queue: queue?.api ?? null,
    retry: () => send({ type: 'user.retry', at: clock.wall() }),
    cancel: () => send({ type: 'user.cancel', at: clock.wall() }),
    report: ({ kind, account: about }) => {
      if (about === undefined || about === account()) send({ type: 'app.reported', at: clock.wall(), report: kind })
    },
    dispose: () => {
      if (disposal.signal.aborted) return
      unfollow()
      actor.stop()
      disposal.abort()
      queue?.dispose()
      void (account() === null ? Promise.resolve() : flights.underWay(account() as AccountHash))?.finally(() =>
        platform.tabs.dispose(),
      )
    },
    actor,
    now: (): Instant => clock.wall(),
    offlineFor: checked.offlineFor,
  }
}

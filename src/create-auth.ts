import { createActor } from 'xstate'
import { authMachine } from '../machines/auth.machine.ts'
import type { AuthEvent } from '../machines/events.ts'
import type { AccountHash } from '../machines/facts.ts'
import type { Instant } from '../machines/time.ts'
import { createAccess } from './access/access.ts'
import { createChallenges } from './access/challenges.ts'
import { usableSource } from './access/usable-source.ts'
import type { AccountsFactory } from './accounts/part.ts'
import { announceChange, createRenewals, followEmitted } from './announcements.ts'
import { AuthError } from './auth-error.ts'
import type { Auth, SignOutOptions, SignOutResult } from './auth.ts'
import type { AuthWithParts, OptionsWithParts } from './auth-with-parts.ts'
import { callEach } from './call-each.ts'
import { chartActors } from './chart-actors.ts'
import { chartInput } from './chart-input.ts'
import { createHost } from './create-host.ts'
import { createEventListeners } from './event-listeners.ts'
import { checkOptions, type AuthOptions } from './options.ts'
import { noPolicy } from './policy/no-policy.ts'
import type { PolicyPart } from './policy/part.ts'
import { createPolicyHost } from './policy-host.ts'
import { createAuthFetch } from './http/create-auth-fetch.ts'
import type { QueueFactory } from './queue/part.ts'
import { createQueueHost } from './queue-host.ts'
import { followProfile } from './profile/follow-profile.ts'
import { createFlights } from './refresh/flight.ts'
import { followWorld, shownBy } from './follow-world.ts'
import { logged } from './log-events.ts'
import { createLook } from './restore/create-look.ts'
import { createAsked } from './sign-in/asked.ts'
import { until, type Watch } from './sign-in/ask-sign-in.ts'
import { createSignIn } from './sign-in/create-sign-in.ts'
import { askSignOut } from './sign-out/ask-sign-out.ts'
import { parseDuration } from './time/parse-duration.ts'
import { isAway, isSameView, viewOf } from './view-of.ts'
import type { AuthView } from './view.ts'

/**
 * Joins the chart and the world: the only place where they meet. Starts restoring at once, except during server
 * rendering, where the view stays RESTORING and nothing is read. Throws AuthError for a wrong option, nothing else.
 */
export function createAuth<
  Capability extends string = string,
  Queue extends QueueFactory | undefined = undefined,
  Accounts extends AccountsFactory | undefined = undefined,
>(options: OptionsWithParts<Capability, Queue, Accounts>): AuthWithParts<Capability, Queue, Accounts>
export function createAuth<Capability extends string>(options: AuthOptions<Capability>): Auth<Capability> {
  const checked = checkOptions(options)
  const { platform } = checked
  const { clock } = platform
  const disposal = new AbortController()
  const listeners = createEventListeners(() => tell('developer.problem', { at: clock.wall(), code: 'listener_failed' }))
  const tell = logged(listeners.tell, checked.log)
  const looker = createLook({ host: () => host, shown: () => shownBy(actor) })
  const host = createHost(checked, {
    send: (event) => send(event),
    tell,
    look: looker.look,
    disposal: disposal.signal,
  })
  const flights = createFlights(host)

  const asked = createAsked((event) => send(event))
  const account = (): AccountHash | null => actor.getSnapshot().context.account
  const access = createAccess(
    host,
    flights,
    {
      view: () => view,
      account,
      viewEpoch: () => actor.getSnapshot().context.viewEpoch,
      until: (holds) => until(watch, holds),
      looking: () => looker.looking,
    },
    [...new Set([...checked.identity.origins, ...(checked.origins ?? [])])],
  )
  const expect = (): void => {
    if (disposal.signal.aborted) throw new AuthError('disposed')
    if (platform.server) throw new AuthError('server_side')
  }
  const onStep = (step: () => void): (() => void) => {
    steps.add(step)
    return () => void steps.delete(step)
  }
  const policyHost = createPolicyHost(host, checked, {
    access,
    snapshot: () => actor.getSnapshot(),
    view: () => view,
    watch: onStep,
    expect,
    reread: () => queue?.reread(),
  })
  let policy: PolicyPart | null = null
  const queueHost = createQueueHost(host, { access, view: () => view, account, policy: () => policy })
  const queue = checked.queue?.create(queueHost) ?? null

  const machine = authMachine.provide({
    actors: chartActors({
      host,
      flights,
      asked,
      queue,
      policy: () => policy,
      pendingOf: async (of) => {
        await policy?.load(of)
        return (await queue?.facts(of))?.pending ?? 0
      },
    }),
  })
  const actor = createActor(machine, { input: chartInput(checked) })

  let view: AuthView = Object.freeze(viewOf(actor.getSnapshot()))
  const observers = new Set<() => void>()
  /** Questions put to the chart: asked again after every step, also where the view stays the same, and at the end. */
  const steps = new Set<() => void>()
  const send = (event: AuthEvent): void => {
    if (!disposal.signal.aborted && !platform.server) actor.send(event)
  }

  let settle = (): void => {}
  const ready = new Promise<void>((resolve) => {
    settle = resolve
  })
  actor.on('*', (emitted) => void followEmitted(host, emitted, () => queue?.release()))
  const renewals = createRenewals(tell)
  let shownAccount: AccountHash | null = null
  let shownQueue = ''
  actor.subscribe((snapshot) => {
    looker.step()
    const at = clock.wall()
    const next = viewOf(snapshot)
    if (next.status !== 'RESTORING' || next.waiting !== null || next.isSigningIn) settle()
    const { account: shown } = snapshot.context
    // Another account, or nobody, is shown now: requests of the one before it stop.
    if (shownAccount !== null && shownAccount !== shown) host.held.interrupt(shownAccount)
    shownAccount = shown
    if (!isSameView(view, next)) {
      const before = view
      view = Object.freeze(next)
      announceChange(before, view, { tell, at, account: shown, storeFailure: host.storeFailure() })
      notify(observers)
    }
    // Another account's work, or the same account's in another session, is shown from now on.
    const queueOf = queueHost.owner() === null ? '' : `${shown} ${host.held.get(shown)?.sessionId}`
    if (queueOf !== shownQueue) {
      shownQueue = queueOf
      queue?.reread()
    }
    renewals(snapshot.context, at)
    notify(steps)
  })
  const notify = (called: ReadonlySet<() => void>): void =>
    callEach(called, () => tell('developer.problem', { at: clock.wall(), code: 'listener_failed' }))

  policy = checked.policy?.create(policyHost) ?? null
  followProfile(host, actor)
  // Once somebody can listen.
  if (checked.store.traits.protection === 'plaintext')
    queueMicrotask(() => tell('developer.problem', { at: clock.wall(), code: 'storage_plaintext' }))
  if (platform.server) settle()
  else actor.start()
  const unfollow = platform.server ? () => {} : followWorld(host, { actor, queue, look: host.look })

  const watch: Watch = {
    send,
    observe: onStep,
    view: () => view,
    now: () => clock.wall(),
    isAway: () => isAway(actor.getSnapshot()),
    isDisposed: () => disposal.signal.aborted,
  }

  const signOut = async (wanted: SignOutOptions = {}): Promise<SignOutResult> => {
    expect()
    return askSignOut({ ...watch, host, queue, account }, wanted)
  }
  const accounts =
    checked.accounts?.create({ host, watch, queue, account, expect, asking: asked.asking, signOut }) ?? null

  const signIn = createSignIn(watch, asked)
  const { onChallenge = null } = checked
  const challenged = createChallenges({ onChallenge, access: access.access, signIn, account })
  const source = usableSource(access, {
    challenged,
    expect,
    isUsable: () => !disposal.signal.aborted && !platform.server,
  })

  return {
    ...(policy?.api ?? noPolicy),
    access: source.access,
    rejected: source.rejected,
    challenged: source.challenged,
    suspected: source.suspected,
    origins: source.origins,
    get signal() {
      return source.signal
    },
    fetch: createAuthFetch(source, { fetch: platform.fetch }),
    get state() {
      return view
    },
    subscribe: (listener) => {
      // Its own entry: the same function subscribed twice is told, and ends, twice.
      const entry = (): void => listener()
      observers.add(entry)
      return () => void observers.delete(entry)
    },
    on: listeners.on,
    ready,
    signIn: async (wanted = {}) => {
      expect()
      return signIn(wanted)
    },
    signOut,
    getAccessToken: async (wanted = {}) => {
      expect()
      if (checked.identity.kind === 'cookie') throw new AuthError('not_available')
      const minTtl = wanted.minTtl === undefined ? undefined : parseDuration(wanted.minTtl, 'minTtl')
      return (await access.access(minTtl === undefined ? {} : { minTtl })).token
    },
    queue: queue?.api ?? null,
    accounts: accounts?.api ?? null,
    retry: () => send({ type: 'user.retry', at: clock.wall() }),
    cancel: () => send({ type: 'user.cancel', at: clock.wall() }),
    report: ({ kind, account: about }) => {
      if (about === undefined || about === account()) send({ type: 'app.reported', at: clock.wall(), report: kind })
    },
    dispose: () => {
      if (disposal.signal.aborted) return
      const landed = flights.landed()
      unfollow()
      actor.stop()
      disposal.abort()
      looker.stop()
      queue?.dispose()
      policy?.dispose()
      accounts?.dispose()
      settle()
      notify(steps)
      // A refresh that was sent still needs the lock to land.
      void landed.then(() => platform.tabs.dispose())
    },
    actor,
    now: (): Instant => clock.wall(),
    offlineFor: checked.offlineFor,
  }
}

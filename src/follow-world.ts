import type { Actor } from 'xstate'
import type { authMachine } from '../machines/auth.machine.ts'
import type { Host } from './host.ts'
import type { QueuePart } from './queue/part.ts'
import type { Shown } from './restore/reconcile.ts'

interface Followed {
  readonly actor: Actor<typeof authMachine>
  readonly queue: QueuePart | null
  /** Reads the record again; see `createLook`. */
  readonly look: () => Promise<void>
}

/** A forged hint costs a read, and a flood of them no more than this often (MT-08). */
const between = 250

/** Turns what the platform says into events of the chart. Returns what ends it. */
export function followWorld(host: Host, { actor, queue, look }: Followed): () => void {
  const { clock, connectivity, random, tabs } = host.platform
  let cancel = (): void => {}
  let lookedAt = -Infinity
  let isPlanned = false

  const hear = (): void => {
    if (isPlanned) return
    // A wall clock set back must not silence the other tabs.
    const wait = lookedAt + between - clock.monotonic()
    if (wait <= 0) return answer()
    isPlanned = true
    cancel = clock.wakeAfter(wait, answer)
  }
  const answer = (): void => {
    isPlanned = false
    lookedAt = clock.monotonic()
    void look()
  }

  const unsubscribe = [
    connectivity.subscribe((reading) => {
      const at = clock.wall()
      if (reading === 'offline') host.send({ type: 'network.lost', at })
      else host.send({ type: 'network.returned', at, chance: random.unit() })
    }),
    clock.lifecycle((event) => {
      if (event === 'hiding') return
      if (event === 'restored') host.send({ type: 'app.returned', at: clock.wall() })
      // What was true before the sleep may not be: nothing of it is served unchecked (MT-07).
      void look()
      queue?.reread()
      host.send({ type: 'app.woke', at: clock.wall() })
    }),
    tabs.subscribe((message) => {
      const { account } = actor.getSnapshot().context
      if (message.kind === 'queue_changed') return queue?.reread()
      const isOurs = message.account === account || message.account === '' || message.kind === 'signed_in'
      if (isOurs || isSettling(actor.getSnapshot())) hear()
    }),
    host.identity.subscribe?.(() => {
      const at = clock.wall()
      // The one is for a session that serves, the other for one that waits; each state takes its own.
      host.send({ type: 'token.wanted', at, generation: actor.getSnapshot().context.generation })
      host.send({ type: 'user.retry', at })
    }) ?? (() => {}),
    () => cancel(),
  ]
  return () => {
    for (const stop of unsubscribe) stop()
  }
}

function isSettling(snapshot: ReturnType<Followed['actor']['getSnapshot']>): boolean {
  return (
    snapshot.hasTag('loading') ||
    snapshot.matches({ session: { SIGNED_OUT: 'SIGNING_IN' } }) ||
    snapshot.matches({ session: { REAUTH_REQUIRED: 'SIGNING_IN' } }) ||
    snapshot.matches({ session: { LOCKED: 'SIGNING_IN' } }) ||
    snapshot.matches({ session: { SIGNED_OUT: 'SIGNING_OUT' } })
  )
}

export function shownBy(actor: Followed['actor']): Shown {
  const snapshot = actor.getSnapshot()
  return {
    account: snapshot.context.account,
    isAuthenticated: snapshot.hasTag('authenticated'),
    awaitsSignIn:
      snapshot.matches({ session: { SIGNED_OUT: 'IDLE' } }) ||
      snapshot.matches({ session: 'REAUTH_REQUIRED' }) ||
      snapshot.matches({ session: { LOCKED: 'IDLE' } }),
    isBusy: isSettling(snapshot) || snapshot.matches({ session: 'REFRESHING' }),
    ending: endingShownBy(snapshot),
  }
}

function endingShownBy(snapshot: ReturnType<Followed['actor']['getSnapshot']>): Shown['ending'] {
  const { lockedReason, reauthReason } = snapshot.context
  if (snapshot.matches({ session: 'LOCKED' })) return { kind: 'locked', reason: lockedReason }
  return snapshot.matches({ session: 'REAUTH_REQUIRED' }) ? { kind: 'reauth', reason: reauthReason } : null
}

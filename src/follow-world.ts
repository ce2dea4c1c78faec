import type { Actor } from 'xstate'
import type { authMachine } from '../machines/auth.machine.ts'
import type { Host } from './host.ts'
import type { QueuePart } from './queue/part.ts'
import { reconcile, type Shown } from './restore/reconcile.ts'

interface Followed {
  readonly actor: Actor<typeof authMachine>
  readonly queue: QueuePart | null
}

/** Turns what the platform says into events of the chart. Returns what ends it. */
export function followWorld(host: Host, { actor, queue }: Followed): () => void {
  const { clock, connectivity, random, tabs } = host.platform
  const look = oneAtATime(() => reconcile(host, () => shownBy(actor)))

  const unsubscribe = [
    connectivity.subscribe((reading) => {
      const at = clock.wall()
      if (reading === 'offline') host.send({ type: 'network.lost', at })
      else host.send({ type: 'network.returned', at, chance: random.unit() })
    }),
    clock.lifecycle((event) => {
      if (event === 'hiding') return
      if (event === 'restored') host.send({ type: 'app.returned', at: clock.wall() })
      host.send({ type: 'app.woke', at: clock.wall() })
      // What was true before the sleep may not be: nothing of it is served unchecked (MT-07).
      look()
    }),
    tabs.subscribe((message) => {
      const { account } = actor.getSnapshot().context
      if (message.kind === 'queue_changed') return queue?.reread()
      const isOurs = message.account === account || message.account === '' || message.kind === 'signed_in'
      if (isOurs) look()
    }),
  ]
  return () => {
    for (const stop of unsubscribe) stop()
  }
}

function shownBy(actor: Followed['actor']): Shown {
  const snapshot = actor.getSnapshot()
  return {
    account: snapshot.context.account,
    isAuthenticated: snapshot.hasTag('authenticated'),
    isRestoring: snapshot.hasTag('loading'),
    awaitsSignIn:
      snapshot.matches({ session: { SIGNED_OUT: 'IDLE' } }) ||
      snapshot.matches({ session: 'REAUTH_REQUIRED' }) ||
      snapshot.matches({ session: { LOCKED: 'IDLE' } }),
  }
}

/** A burst of hints costs two reads: the one under way, and one after it for what came meanwhile. */
function oneAtATime(work: () => Promise<void>): () => void {
  let isRunning = false
  let isWanted = false
  const run = (): void => {
    isRunning = true
    isWanted = false
    work().then(done, done)
  }
  const done = (): void => {
    isRunning = false
    if (isWanted) run()
  }
  return () => {
    if (isRunning) isWanted = true
    else run()
  }
}

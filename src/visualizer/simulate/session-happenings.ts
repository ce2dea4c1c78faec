import type { AuthContext } from '../../../machines/context.ts'
import type { AuthEvent, AuthEventType } from '../../../machines/events.ts'
import { accountHash } from '../../../machines/facts.ts'
import { after, earliest, instant, type Instant } from '../../../machines/time.ts'
import { momentAsked } from '../alarms.ts'
import type { Frame, Happening } from './happening.ts'
import { sessionAt, sessionEnds, type Seen } from './session-ends.ts'

type Told<Type extends AuthEventType> = Omit<Extract<AuthEvent, { readonly type: Type }>, 'type' | 'at'>
type Tellings = { readonly [Type in AuthEventType]?: (seen: Seen) => Readonly<Record<string, Told<Type>>> }

const second = 1_000
const minute = 60 * second

/** What the people, the network and the other tabs of a session may do. */
const tellings: Tellings = {
  'user.signIn': () => ({ '': {} }),
  'user.signOut': () => ({ '': { mode: 'hard', pending: 'keep' } }),
  'user.switchAccount': () => ({ '': { account: accountHash('noor') } }),
  'user.addAccount': () => ({ '': {} }),
  'user.stepUp': () => ({ '': { capability: 'orders.approve' } }),
  'user.stepUpRedirect': () => ({ '': {} }),
  'user.cancel': () => ({ '': {} }),
  'user.retry': () => ({ '': {} }),
  'user.flush': () => ({ '': {} }),
  'network.lost': () => ({ '': {} }),
  'network.returned': () => ({ '': { chance: 0.5 } }),
  'network.suspected': () => ({ '': {} }),
  'tab.committed': (seen) => ({ '': { session: sessionAt(seen) } }),
  'tab.signedIn': ({ context }) => ({ '': { account: context.account ?? accountHash('mira') } }),
  'tab.signedOut': () => ({ '': {} }),
  'tab.ended': () => ({
    revoked: { ending: { kind: 'reauth', reason: 'revoked' } },
    locked: { ending: { kind: 'locked', reason: 'account_disabled' } },
  }),
  'app.woke': () => ({ '': {} }),
  'app.returned': () => ({ '': {} }),
  'app.idled': () => ({ '': {} }),
  'app.reported': () => ({ locked: { report: 'locked' }, 'signed out': { report: 'signed_out' } }),
  'token.rejected': ({ context }) => ({ '': { generation: context.generation, young: false, repeated: false } }),
  'token.wanted': ({ context }) => ({ '': { generation: context.generation } }),
  'stepUp.exhausted': () => ({ '': {} }),
  'queue.changed': () => ({
    'work to send': { queue: { pending: 2, sendable: 2, nextAttemptAt: null } },
    empty: { queue: { pending: 0, sendable: 0, nextAttemptAt: null } },
  }),
  'outbox.changed': () => ({ one: { outbox: 1 } }),
  'record.found': () => ({ '': {} }),
}

/** All that can happen to a session at a moment, with plausible answers: what a reader can set off in a copy of it. */
export function sessionHappenings({
  snapshot,
  now,
  running,
}: Pick<Frame, 'snapshot' | 'now' | 'running'>): Happening[] {
  const context: unknown = snapshot.context
  if (!isSessionContext(context)) return []
  const alarms = running.flatMap(({ input }) => momentAsked(input) ?? [])
  const due = earliest(...alarms)
  // Nobody acts at the very moment of what came before; but an alarm doesn't wait for a reader either.
  const soon = (span: number): Instant => instant(Math.max(now, Math.min(now + span, due ?? Infinity)))

  const ends = running.flatMap(({ id, input }) => {
    const moment = momentAsked(input)
    if (id.endsWith('Alarm') && moment === null) return []
    const at = moment === null ? soon(second) : instant(Math.max(now, moment))
    return endsOf(id, { context, now: at }).map(([name, output]): Happening => {
      const event = { type: `xstate.done.actor.${id}`, actorId: id, output: { ...output, at } }
      return { name: labelled(moment === null ? id : `${id} rings`, name), event, at }
    })
  })
  const events = Object.entries(tellings).flatMap(([type, telling]) => {
    const at = after(soon(minute), 0)
    return Object.entries(telling({ context, now: at })).map(([name, told]): Happening => ({
      name: labelled(type, name),
      event: { type, at, ...told },
      at,
    }))
  })
  return [...ends, ...events]
}

function endsOf(id: string, seen: Seen): readonly (readonly [string, object])[] {
  if (id.endsWith('Alarm')) return [['', { kind: 'rang', evidence: 'none' }]]
  const ends = Object.entries(sessionEnds).find(([actor]) => actor === id)?.[1]
  return ends === undefined ? [] : Object.entries<object>(ends(seen))
}

function isSessionContext(context: unknown): context is AuthContext {
  return typeof context === 'object' && context !== null && 'generation' in context && 'settings' in context
}

function labelled(what: string, name: string): string {
  return name === '' ? what : `${what} (${name})`
}

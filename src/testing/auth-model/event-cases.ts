import type { AuthEvent, AuthEventType } from '../../../machines/events.ts'
import { after, generation } from '../../../machines/time.ts'
import type { Cases } from '../explore/world.ts'
import { accountA, accountB, longAgo, newer, own, second, session, type Seen } from './cases.ts'

type Told<Type extends AuthEventType> = Omit<Extract<AuthEvent, { readonly type: Type }>, 'type' | 'at'>

const nothing = { '': {} } as const

/** What each event may say, by the name of the case. An event without a case does not compile. */
export const eventCases: { readonly [Type in AuthEventType]: (seen: Seen) => Cases<Told<Type>> } = {
  'user.signIn': () => nothing,
  'user.signOut': () => ({ '': { mode: 'hard', pending: 'keep' } }),
  'user.switchAccount': () => ({ '': { account: accountB } }),
  'user.addAccount': () => nothing,
  'user.stepUp': () => ({ '': { capability: 'orders.approve' } }),
  'user.stepUpRedirect': () => nothing,
  'user.cancel': () => nothing,
  'user.retry': () => nothing,
  'user.flush': () => nothing,
  'network.lost': () => nothing,
  'network.returned': () => ({ '': { chance: 0.5 } }),
  'network.suspected': () => nothing,
  'tab.committed': ({ context, now }) => ({
    newer: { session: session(now, { ...own(context), generation: newer(context) }) },
    'newer, long ago': {
      session: session(now, { ...own(context), generation: newer(context), lastServerContactAt: longAgo }),
    },
    'newer, before the network went': {
      session: session(now, {
        ...own(context),
        generation: newer(context),
        lastServerContactAt: context.offlineSince ?? after(now, -second),
      }),
    },
    older: { session: session(now, { ...own(context), generation: generation(context.generation - 1) }) },
  }),
  'tab.signedIn': () => ({ '': { account: accountA } }),
  'tab.signedOut': () => nothing,
  'tab.ended': () => ({
    revoked: { ending: { kind: 'reauth', reason: 'revoked' } },
    locked: { ending: { kind: 'locked', reason: 'account_disabled' } },
  }),
  'app.woke': () => nothing,
  'app.returned': () => nothing,
  'app.idled': () => nothing,
  'app.reported': () => ({ '': { report: 'revoked' } }),
  'token.rejected': ({ context }) => ({
    current: { generation: context.generation, young: false, repeated: false },
    young: { generation: context.generation, young: true, repeated: false },
  }),
  'token.wanted': ({ context }) => ({
    current: { generation: context.generation },
    old: { generation: generation(context.generation - 1) },
  }),
  'stepUp.exhausted': () => nothing,
  'stepUp.ended': () => nothing,
  'queue.changed': ({ now }) => ({
    sendable: { queue: { pending: 1, sendable: 1, nextAttemptAt: null } },
    'backing off': { queue: { pending: 1, sendable: 0, nextAttemptAt: after(now, 60 * second) } },
    empty: { queue: { pending: 0, sendable: 0, nextAttemptAt: null } },
  }),
  'outbox.changed': () => ({ one: { outbox: 1 }, none: { outbox: 0 } }),
  'record.found': () => nothing,
  'record.persisted': ({ context }) => {
    const persistence = context.persistence === 'durable' ? 'memory' : 'durable'
    return {
      '': { account: context.account, persistence },
      'of the store': { account: null, persistence },
      'of another': { account: context.account === accountB ? accountA : accountB, persistence },
    }
  },
  'record.described': ({ context }) =>
    context.account === null || context.user === null
      ? {}
      : { '': { account: context.account, user: { ...context.user, name: 'Mira' } } },
}

import { after, instant } from '../../../machines/time.ts'
import type { AccountHash } from '../../../machines/facts.ts'
import { inputOf } from '../../../src/testing/explore/place.ts'
import type { Left } from './next-door.ts'
import { accepted, answered, heard, portal, refusedAs, silence, throttled } from './script.ts'
import { note, type Stage } from './stage.ts'

/** Puts the world into the state in which an actor, once let go, can only end as the path says. */
export async function prepareEnd(stage: Stage, label: string, ahead: readonly string[]): Promise<void> {
  const { script, nextDoor } = stage
  const [id = '', kind = ''] = label.split(' ')
  const run = stage.gate.latest(id)
  if (kind === 'broke' && run !== null) {
    // A store that refuses is answered for; a flight is for everything but the clock that dates its fault.
    const breaking = { refresh: 'clock', recheck: 'timers', drain: 'timers', verify: 'timers' } as const
    run.breaks = Object.entries(breaking).find(([name]) => name === id)?.[1] ?? 'calls'
  }
  switch (id) {
    case 'restore':
      return prepareRestore(stage, label, ahead)
    case 'signIn': {
      nextDoor.signInAs(accountOf(stage, 'signIn'))
      script.identity = kind === 'failed' ? failureOf(label) : null
      return undefined
    }
    case 'refresh':
      return prepareRefresh(stage, label, ahead)
    case 'probe':
      script.probe = kind === 'reached' || kind === 'nothing' || kind === 'portal' ? kind : 'unavailable'
      return undefined
    case 'revoke':
      script.identity = label.includes('one left') ? heard(silence) : null
      return undefined
    case 'verify':
      script.stepUp = kind === 'granted' ? 'ok' : kind === 'exhausted' || kind === 'failed' ? kind : 'cancelled'
      return undefined
    case 'drainerLock':
      // The check looks at what is there when it begins.
      if (!ahead.includes('recheck checked (empty)')) await haveWork(stage)
      script.heldNext = kind === 'unavailable' ? 'queue:' : null
      return undefined
    case 'recheck':
    case 'drain':
      return prepareQueue(stage, label)
    default:
      return undefined
  }
}

/** Lets it go, and wakes it from its own pauses until it has ended. */
export async function endRun(stage: Stage, id: string): Promise<void> {
  const run = stage.gate.latest(id)
  const child = childOf(stage, id)
  run?.open()
  await stage.rest()
  for (let pauses = 0; pauses < 20 && childOf(stage, id) === child && isRunning(child); pauses += 1) {
    if (!stage.clock.wakeNext(run, 60_000)) return
    await stage.rest()
  }
}

interface Child {
  getSnapshot(): unknown
}

function childOf({ auth }: Stage, id: string): Child | undefined {
  return new Map<string, Child | undefined>(Object.entries(auth.actor.getSnapshot().children)).get(id)
}

function isRunning(child: Child | undefined): boolean {
  const snapshot = child?.getSnapshot()
  return typeof snapshot === 'object' && snapshot !== null && 'status' in snapshot && snapshot.status === 'active'
}

function accountOf(stage: Stage, id: string): AccountHash | null {
  const child = childOf(stage, id)
  const input = child === undefined ? null : inputOf(child as Parameters<typeof inputOf>[0])
  const account = typeof input === 'object' && input !== null && 'account' in input ? input.account : null
  return typeof account === 'string' ? (account as AccountHash) : null
}

function failureOf(label: string): ReturnType<typeof heard> {
  if (label.includes('silent')) return heard(silence)
  if (label.includes('portal')) return heard(portal)
  if (label.includes('throttled')) return heard(throttled)
  return label.includes('unavailable') ? heard(answered(503, { body: 'malformed' })) : refusedAs('access_denied')
}

const longAgo = instant(1)

async function prepareRestore(stage: Stage, label: string, ahead: readonly string[]): Promise<void> {
  const { nextDoor, script, clock, accounts } = stage
  const account = accountOf(stage, 'restore') ?? accounts.a
  const now = clock.wall()
  const issued = { accessTokenIssuedAt: after(now, -2_700_000), accessTokenExpiresAt: after(now, 900_000) }
  const pause = label.includes('(paused)') ? { pausedUntil: after(now, 120_000) } : {}
  const ended = { accessTokenIssuedAt: longAgo, accessTokenExpiresAt: longAgo }
  // A token may live longer than the app may be used offline.
  const outlives = ahead.includes('refresh busy (token lives)')
  // Due before the server's pause is over.
  const isDueSoon = ahead[0] === 'sessionAlarm rang early'
  const dueSoon = { accessTokenIssuedAt: after(now, -3_000_000), accessTokenExpiresAt: after(now, 600_000) }
  const nameless = ahead.includes('record.described') ? { profile: null } : {}
  const left: Readonly<Record<string, Left>> = {
    live: { change: isDueSoon ? dueSoon : issued },
    due: { change: { ...nameless, accessTokenIssuedAt: after(now, -3_600_000), accessTokenExpiresAt: now } },
    past_limit: { change: { ...(outlives ? issued : ended), offlineUntil: longAgo } },
    ended: { stateClass: 'reauth', reason: 'expired' },
    locked: { stateClass: 'locked', reason: 'account_disabled' },
  }
  const kind = label.split(' ')[1] ?? ''
  const found = left[kind]
  if (found !== undefined) return nextDoor.leave(account, { ...found, ...pause })
  if (kind === 'nothing') {
    await nextDoor.remove(account)
    if (label.includes('outbox')) await nextDoor.owe()
  }
  if (kind === 'store_locked') script.store = { kind: 'locked' }
  if (kind === 'store_dead') script.store = { kind: 'closed' }
  return undefined
}

async function prepareRefresh(stage: Stage, label: string, ahead: readonly string[]): Promise<void> {
  const { nextDoor, script, clock } = stage
  const account = accountOf(stage, 'refresh') ?? stage.accounts.a
  const kind = label.split(' ')[1] ?? ''
  switch (kind) {
    case 'granted':
      script.tellsName = ahead[0] !== 'record.described'
      script.fillsUp = ahead[0] === 'record.persisted'
      return undefined
    case 'adopted':
      return nextDoor.renew(account, clock.wall())
    case 'busy':
      script.heldNext = 'refresh:'
      return undefined
    case 'failed':
      script.identity = failureOf(label)
      return undefined
    case 'refused':
      script.identity = refusedAs('invalid_grant')
      return undefined
    case 'locked':
      script.identity = refusedAs('account_disabled')
      return undefined
    case 'signed_out':
      return nextDoor.end(account, { stateClass: 'signed_out', reason: 'user' })
    case 'gone':
      return nextDoor.remove(account)
    default:
      return undefined
  }
}

async function prepareQueue(stage: Stage, label: string): Promise<void> {
  const { auth, script } = stage
  if (label.startsWith('recheck failed')) script.identity = failureOf(label)
  const replies = { silent: silence, portal, denied: answered(403) } as const
  const name = Object.keys(replies).find((one) => label.includes(one)) as keyof typeof replies | undefined
  script.api = name === undefined ? accepted : replies[name]
  if (label === 'drain fenced') await stage.nextDoor.drain(auth.actor.getSnapshot().context.account ?? stage.accounts.a)
}

async function haveWork({ auth }: Stage): Promise<void> {
  if (auth.state.pending === 0) await auth.queue?.enqueue(note, { text: 'the pump leaks' })
}

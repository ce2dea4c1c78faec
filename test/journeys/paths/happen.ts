import { after, instant } from '../../../machines/time.ts'
import type { AuthEvent } from '../../../machines/events.ts'
import type { Auth } from '../../../src/auth.ts'
import { momentsOf } from '../../../src/testing/auth-model/moments.ts'
import type { AuthPlace } from '../../../src/testing/auth-model/auth-place.ts'
import { elsewhere, type Stage } from './stage.ts'
import { endRun, prepareEnd } from './end-actor.ts'

/** Makes one move of a path happen around the running app. `ahead`: what the path says next. */
export async function happen(stage: Stage, label: string, ahead: readonly string[]): Promise<void> {
  await stage.gate.free(() => prepareNext(stage, label, ahead))
  await stage.gate.free(() => carryOut(stage, label, ahead))
  await stage.gate.free(() => stage.rest())
  openLeft(stage)
  await stage.gate.free(() => stage.rest())
}

/** What has to be so before the move, because what it starts looks at it at once. */
async function prepareNext(stage: Stage, _label: string, ahead: readonly string[]): Promise<void> {
  const [next = ''] = ahead
  if (next.endsWith(' broke') && (next.includes('Alarm') || next === 'restore broke'))
    stage.unset.add(next.split(' ')[0] ?? '')
  const ofSignIn = ahead.find((one) => one.startsWith('signIn ') || one === 'user.cancel')
  stage.script.ways = ofSignIn === 'signIn prepared' ? ['credentials', 'redirect'] : ['redirect', 'credentials']
}

/** An actor that the chart has left goes on in a world that behaves. */
function openLeft(stage: Stage): void {
  const { children } = stage.auth.actor.getSnapshot()
  const running = new Map<string, unknown>(Object.entries(children))
  for (const run of stage.gate.runs) {
    const isLatest = stage.gate.latest(run.id) === run
    if (!isLatest || running.get(run.id) === undefined) run.open()
  }
}

async function carryOut(stage: Stage, label: string, ahead: readonly string[]): Promise<void> {
  const { auth, clock, nextDoor, script } = stage
  const [what = '', ...rest] = label.split(' ')
  const how = rest.join(' ')
  const { context } = auth.actor.getSnapshot()
  const account = context.account ?? stage.accounts.a
  switch (what) {
    case 'user.signIn':
      return start(auth.signIn())
    case 'user.signOut':
      return start(auth.signOut({ pending: 'keep' }))
    case 'user.cancel':
      return auth.cancel()
    case 'user.retry':
      return auth.retry()
    case 'user.flush':
      return start(auth.queue?.flush())
    case 'user.stepUp':
      return start(auth.presence?.state.isShut === true ? auth.presence.unlock() : auth.stepUp(unproven(auth)))
    case 'user.switchAccount': {
      await nextDoor.leave(stage.accounts.b, {}, { isShownNext: false })
      if (auth.state.status === 'SIGNED_OUT')
        return send(stage, { type: 'user.switchAccount', account: stage.accounts.b })
      return start(auth.accounts?.switchTo(stage.accounts.b))
    }
    case 'user.addAccount':
      return start(auth.accounts?.add())
    case 'user.stepUpRedirect':
    case 'stepUp.exhausted':
      return send(stage, { type: what })
    case 'network.suspected':
      return auth.suspected?.({ origin: 'https://api.test' })
    case 'network.lost':
      return stage.say('offline')
    case 'network.returned':
      return stage.say('online')
    case 'tab.committed': {
      await nextDoor.renew(account, contactOf(stage, how))
      return hinted(stage, 'committed')
    }
    case 'tab.signedIn':
      await nextDoor.leave(account, {})
      return hinted(stage, 'signed_in')
    case 'tab.signedOut':
      await nextDoor.end(account, { stateClass: 'signed_out', reason: 'user' })
      return hinted(stage, 'signed_out')
    case 'tab.ended':
      await nextDoor.end(
        account,
        how === '(locked)'
          ? { stateClass: 'locked', reason: 'account_disabled' }
          : { stateClass: 'reauth', reason: 'revoked' },
      )
      return hinted(stage, 'ended')
    case 'app.woke':
      return clock.emit('woke')
    case 'app.returned':
      return clock.emit('restored')
    case 'app.idled':
      return auth.presence?.lock()
    case 'app.reported':
      return auth.report({ kind: 'revoked' })
    case 'token.rejected':
      clock.pass(clock.wall() + 31_000)
      return start(auth.rejected({ generation: context.generation, origin: 'https://api.test' }))
    case 'token.wanted':
      clock.pass((context.accessTokenExpiresAt ?? clock.wall()) - 1_500_000)
      return start(auth.getAccessToken({ minTtl: '30m' }))
    case 'stepUp.ended':
      clock.emit('hiding')
      clock.pass(clock.wall() + 900_000)
      return clock.emit('woke')
    case 'queue.changed':
      return start(auth.queue?.enqueue(elsewhere, { text: 'a valve' }))
    case 'outbox.changed':
      nextDoor.signInAs(stage.accounts.b)
      return endRun(stage, 'signIn')
    case 'record.found':
      return found(stage)
    case 'record.persisted':
      return persisted(stage)
    // Nothing but the way of signing in was asked about.
    case 'signIn':
      if (how === 'prepared') return undefined
      break
    // Asked for by itself, as soon as a set without a name has come.
    case 'record.described':
      return undefined
    case 'time':
      return passToNextMoment(stage)
    default:
      break
  }
  if (what.endsWith('Alarm')) return ring(stage, what, how)
  await prepareEnd(stage, label, ahead)
  await endRun(stage, what)
  Object.assign(script, { identity: null, store: null, heldNext: null, fillsUp: false })
  return undefined
}

/** A capability that no proof covers yet. */
function unproven(auth: Auth): string {
  return auth.actor.getSnapshot().context.grants.length === 0 ? 'orders.approve' : 'orders.refund'
}

/** A question that may wait for as long as its path does. */
function start(answer: Promise<unknown> | undefined): void {
  answer?.catch(() => undefined)
}

function send({ auth, clock }: Stage, event: object): void {
  auth.actor.send({ ...event, at: clock.wall() } as AuthEvent)
}

async function hinted(stage: Stage, kind: Parameters<Stage['hint']>[0]): Promise<void> {
  const { context } = stage.auth.actor.getSnapshot()
  stage.hint(kind, context.account ?? stage.accounts.a)
  await stage.rest()
  // Hints are looked at four times a second at most.
  if (stage.clock.wakeNext(null, 250)) await stage.rest()
}

function contactOf({ auth, clock }: Stage, how: string): ReturnType<typeof instant> {
  const { offlineSince } = auth.actor.getSnapshot().context
  if (how.includes('long ago')) return instant(1)
  return how.includes('before the network went') ? (offlineSince ?? after(clock.wall(), -1_000)) : clock.wall()
}

function ring({ clock, gate }: Stage, id: string, how: string): void {
  if (how === 'broke') return
  const run = gate.latest(id)
  const due = clock.dueAt(run)
  if (due === null) throw new Error(`${id} has no moment to ring at`)
  clock.pass(due)
  clock.ring(run)
}

function passToNextMoment({ auth, clock }: Stage): void {
  const snapshot = auth.actor.getSnapshot()
  const moments = momentsOf({ snapshot } as AuthPlace)
  const ahead = moments.flatMap((moment) => (moment !== null && moment > clock.wall() ? [moment] : []))
  if (ahead.length > 0) clock.pass(Math.min(...ahead))
}

async function found(stage: Stage): Promise<void> {
  await stage.nextDoor.leave(stage.accounts.a, {})
  stage.clock.wakeNext(stage.gate.latest('restore'), 1_000)
}

async function persisted(stage: Stage): Promise<void> {
  stage.script.writes = null
  stage.clock.wakeNext(stage.gate.latest('refresh'), 60_000)
  await stage.rest()
}

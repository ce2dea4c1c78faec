import type { MemoryDisk } from '../../../adapters/storage/memory.ts'
import type { Instant } from '../../../machines/time.ts'
import type { Row, Write } from '../../ports/store.ts'
import type { TabMessage } from '../../ports/world.ts'
import type { Attempt, Attempts } from './attempts.ts'
import type { AuthorizationServer, Family, TokenSet } from './authorization-server.ts'
import type { Ledger } from './ledger.ts'
import { leftBeside, type LeftBeside } from './left-beside.ts'
import { clockLies, diskLosses, diskTroubles, type Nemesis } from './nemesis.ts'
import { judgeView } from './judge-view.ts'
import type { Schedule } from './schedule.ts'
import type { SealedRow } from './sim-store.ts'
import { sealedText, type StoredSession } from './stored-sessions.ts'
import type { Tab } from './tab.ts'
import type { Timeline } from './timeline.ts'

export interface CheckedWorld {
  readonly schedule: Schedule
  readonly ledger: Ledger
  readonly server: AuthorizationServer
  readonly attempts: Attempts
  readonly disk: MemoryDisk
  readonly time: Timeline
  readonly canary: string
  readonly tabs: readonly Tab[]
}

/** What is looked at while a world runs: at every step, write, request, message and record of the log. */
export interface Checks {
  written(write: Write, before: Row | null, by: Tab): void
  /** Whoever wrote it has heard that it is written. */
  confirmed(write: Write): void
  sealed(text: SealedRow): void
  sent(attempt: Attempt): void
  /** A tab was told to wait; the others know once it is written. */
  paused(set: TokenSet, until: Instant, by: Tab): void
  said(message: TabMessage, tab: Tab): void
  outlet(value: unknown): void
  /** A token was handed to a caller. */
  served(token: string, tab: Tab): void
  watch(tab: Tab): void
  step(): void
  /** The user signed out on this device, in this tab. */
  signedOut(tab?: Tab): void
  readonly left: LeftBeside
  /** The disk lost something of its own accord. */
  diskLost(): void
  /** Something of the record went without anybody's doing. */
  readonly mayBeLost: boolean
  accounts(): readonly string[]
  sessionOf(account: string): StoredSession | null
}

/** At its limit a session asks the server once more; that takes at most a round and its wait. */
const patience = 120_000

export function checks(world: CheckedWorld): Checks {
  const { ledger, server, attempts, time, canary, disk, schedule } = world
  const has = (list: readonly Nemesis[]): boolean => list.some((nemesis) => schedule.nemeses.has(nemesis))
  const isTimeTrue = !has(clockLies)
  const isDiskSound = !has(diskTroubles)
  const isDiskKept = !has(diskLosses)
  const isSlow = has(['slowNetwork', 'slowStore', 'throttling', 'freezes', 'storeHangs', 'misconfigured'])
  const text = sealedText(server)
  const sessions = new Map<string, StoredSession>()
  const left = leftBeside(sessions)
  const buried = new Map<Family, number>()
  const pauses = new Map<Family, { readonly until: number; readonly by: Tab; isWritten: boolean }[]>()
  const sentAt: { readonly at: number; readonly family: Family }[] = []
  let signOuts = 0
  const contacts = new Map<string, number>()
  const owners = new Map<string, string>()

  const outlet = (value: unknown): void => {
    const said = typeof value === 'string' ? value : JSON.stringify(value)
    ledger.check(!said.includes(canary), 'secret at an outlet', () => said.slice(0, 200))
  }

  return {
    outlet,
    mayBeLost: !isDiskKept,
    accounts: () => [...sessions.keys()],
    sessionOf: (account) => sessions.get(account) ?? null,
    left,
    signedOut: (tab) => {
      signOuts += 1
      if (tab !== undefined) left.note(tab)
    },
    diskLost: () => sessions.clear(),
    sealed({ name, plain, sealed, aad }) {
      text.remember(plain, sealed)
      const isBound = name.scope === 'device' || new TextDecoder().decode(aad).includes(name.account)
      ledger.check(isBound, 'sealed without its account', () => 'a row of an account')
    },
    written(write, before, by) {
      const key = write.do === 'delete' ? write.key : write.row.key
      if (write.do !== 'delete') outlet(write.row.clear)
      if (key.kind === 'breaker' && write.do !== 'delete') {
        const family = sessions.get(key.account)?.family ?? null
        // What somebody else heard, and took along when it died, stands in no row.
        for (const pause of (family === null ? null : pauses.get(family)) ?? []) pause.isWritten ||= pause.by === by
      }
      if (key.kind !== 'session') return
      const was = before === null ? null : text.read(before)
      const now = write.do === 'delete' ? null : text.read(write.row)
      if (now === null) return void sessions.delete(key.account)
      sessions.set(key.account, now)
      ledger.trace(
        `${time.now} stored ${now.isTombstone ? 'tombstone' : now.isLive ? 'live' : 'ended'} ${now.generation}`,
      )
      const set = now.accessToken === null ? null : server.setOf(now.accessToken)
      if (set !== null && !set.wasStored) contacts.set(key.account, time.now)
      const owner = now.family?.subject ?? null
      if (owner !== null && !owners.has(key.account)) owners.set(key.account, owner)
      const isOwn = owner === null || owners.get(key.account) === owner
      ledger.check(isOwn, 'record of somebody else written', () => `${owner} for ${owners.get(key.account)}`)
      if (set !== null) set.wasStored = true
      const family = was?.family ?? null
      if (now.isTombstone && family !== null) buried.set(family, time.now)
      const isBack = now.family !== null && now.isLive && buried.has(now.family)
      const isReopened = was?.isTombstone === true && !now.isTombstone && was.sessionId === now.sessionId
      ledger.check(!isBack && !isReopened, 'session back after sign-out', () => `written by a commit at ${time.now}`)
      if (was === null || was.sessionId !== now.sessionId) return
      const moved = now.accessToken !== null && was.accessToken !== null && now.accessToken !== was.accessToken
      const rises = moved ? now.generation > was.generation : now.generation >= was.generation
      ledger.check(rises, 'generation fell', () => `from ${was.generation} to ${now.generation}`)
    },
    confirmed(write) {
      const token = write.do === 'delete' || write.row.key.kind !== 'session' ? null : text.read(write.row).accessToken
      const set = token === null ? null : server.setOf(token)
      if (set !== null) set.isKnownStored = true
    },
    sent(attempt) {
      const { set, tab } = attempt
      const { family } = set
      ledger.trace(`${time.now} ${tab.number} sends ${family.name}-${family.sets.indexOf(set) + 1}`)
      for (const earlier of attempts.of(set)) {
        if (earlier === attempt) break
        const isInFlight = earlier.settledAt === null && earlier.tab.alive
        const { granted } = earlier
        const isAnswered = granted !== null && (earlier.tab.alive || (granted.wasStored && isDiskKept))
        // Such a provider takes the token on the disk again, as long as nobody was told that a set that came of it is on it.
        const isKept =
          schedule.rotation.name === 'parent always' && !isDiskSound && earlier.tab === tab && !granted?.isKnownStored
        const isExcused = schedule.rotation.name === 'none' ? !isInFlight : isDiskKept === false
        ledger.check(
          isExcused || (!isInFlight && (!isAnswered || isKept)),
          'avoidable double refresh',
          () =>
            `${set.refreshToken} sent by tab ${tab.number}, ${isInFlight ? 'in flight in' : 'answered to'} tab ${earlier.tab.number}`,
        )
      }
      const known = (pauses.get(family) ?? []).filter(({ by, isWritten }) => isWritten || by.alive)
      const until = Math.max(0, ...known.map((pause) => pause.until))
      const isObeyed = time.now >= until || !isTimeTrue || !isDiskSound
      ledger.check(isObeyed, 'asked before Retry-After', () => `${until - time.now} ms too early`)
      sentAt.push({ at: time.now, family })
      const recent = sentAt.filter((one) => one.family === family && time.now - one.at < 60_000).length
      ledger.check(recent < 30, 'hammered the server', () => `${recent} requests in a minute`)
    },
    paused: ({ family }, until, by) =>
      void pauses.set(family, [...(pauses.get(family) ?? []), { until, by, isWritten: false }]),
    said(message, tab) {
      outlet(message)
      if (message.kind !== 'committed' || !isDiskKept || tab.auth.state.persistence === 'memory') return
      const stored = sessions.get(message.account)
      const isStored = stored === undefined || stored.isTombstone || stored.generation >= message.generation
      ledger.check(isStored, 'announced before it was durable', () => `generation ${message.generation}`)
    },
    served(token, tab) {
      const set = server.setOf(token)
      const { state } = tab.auth
      if (set === null || !state.isAuthenticated) return
      const { family } = set
      const owner = family.subject
      ledger.check(state.user.id === owner || state.user.name === owner, 'token of somebody else served', () => owner)
      const mayNotKnow =
        !isDiskSound || schedule.nemeses.has('channelDrops') || time.now - (buried.get(family) ?? 0) < 2_000
      ledger.check(!buried.has(family) || mayNotKnow, 'token of a closed session served', () => `to tab ${tab.number}`)
      const isDurable = set.wasStored || state.persistence !== 'durable' || !isDiskKept
      ledger.check(isDurable, 'served before it was durable', () => `to tab ${tab.number}`)
    },
    watch(tab) {
      let before = tab.auth.state
      tab.auth.subscribe(() => {
        const now = tab.auth.state
        ledger.trace(`${time.now} ${tab.number} ${now.status} ${now.persistence}`)
        ledger.state(now.status)
        if (now.status !== before.status) {
          judgeView(now, before, { ...world, isTimeTrue, isDiskSound, signOuts, tab })
        }
        before = now
      })
    },
    step() {
      for (const tab of world.tabs) {
        if (!tab.alive || tab.disposed || tab.frozen) continue
        const snapshot = tab.auth.actor.getSnapshot()
        const { account, generation, persistence } = snapshot.context
        const contactAt = contacts.get(account ?? '') ?? Infinity
        const isBounded = time.now <= contactAt + schedule.offlineFor + patience
        const { status } = tab.auth.state
        // At the limit, and at a start after it, the server is asked once more.
        const isIn = status === 'ACTIVE' || status === 'OFFLINE_STALE'
        ledger.check(
          !isIn || isBounded || persistence !== 'durable' || !isTimeTrue || isSlow,
          'authenticated past the offline limit',
          () => `tab ${tab.number}: last contact ${time.now - contactAt} ms ago`,
        )
        const stored = account === null ? null : (sessions.get(account) ?? null)
        if (stored === null || !tab.auth.state.isAuthenticated || persistence !== 'durable' || !isDiskKept) continue
        ledger.check(
          generation <= stored.generation || stored.isTombstone,
          'generation ahead of the record',
          () => `tab ${tab.number} shows ${generation}, stored is ${stored.generation}`,
        )
        if (schedule.seed % 50 === 7) outlet(snapshot.context)
      }
      if (schedule.seed % 50 === 7) for (const row of disk.rows.values()) outlet(row.clear)
    },
  }
}

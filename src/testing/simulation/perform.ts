import type { SignInOptions } from '../../auth.ts'
import type { Row } from '../../ports/store.ts'
import type { Act } from './schedule.ts'
import type { SimWorld } from './sim-world.ts'
import type { Tab } from './tab.ts'

/** More than this many open tabs show nothing new. */
const mostTabs = 4

/** Milliseconds that a closed page lives on. */
const goodbye = 14_000

/** Who types these credentials depends on the world: with them signs in who is there. */
const present = 'mira'

function typed(username: string): SignInOptions {
  return { via: 'credentials', credentials: { username, password: 'correct horse' } }
}

export function signIn(tab: Tab): Promise<unknown> {
  return tab.auth.signIn(typed(present))
}

/** The tabs a user can still reach. */
export function reachable(world: SimWorld): readonly Tab[] {
  return world.tabs.filter(({ alive, disposed }) => alive && !disposed)
}

/** Does one command of the schedule to the world. */
export function perform(world: SimWorld, act: Act, ask: (tab: Tab, question: Promise<unknown>) => void): void {
  const { time, server, ledger: book, disk } = world
  const open = reachable(world)
  const tab = 'tab' in act ? open[act.tab % Math.max(1, open.length)] : open[0]
  if (act.do === 'open' || tab === undefined) {
    if (open.length < mostTabs) world.open()
    return
  }
  switch (act.do) {
    case 'close':
      book.fault('closes')
      tab.dispose(time.now)
      // A page that was closed has seconds for what it owes to a disk that is out of order; then it is gone.
      time.at(time.now + goodbye, () => world.isOut && world.crash(tab))
      return
    case 'crash':
      book.fault('crashes')
      return world.crash(tab)
    case 'freeze':
      book.fault('freezes')
      tab.freeze(time.now)
      time.at(time.now + act.span, () => tab.alive && tab.thaw())
      return
    case 'sleep':
      book.fault('sleeps')
      time.sleep(act.span)
      for (const each of open) if (!each.frozen) each.clock.emit('woke')
      return
    case 'jump':
      book.fault('clockJumps')
      return tab.clock.jump(act.by)
    case 'offline':
      world.online(false)
      time.at(time.now + act.span, () => world.online(true))
      return
    case 'revoke':
      book.fault('revocations')
      for (const family of server.families) server.end(family, 'revoked')
      return
    case 'disable': {
      book.fault('disabling')
      const { subject } = world
      server.disable(subject, true)
      time.at(time.now + act.span, () => server.disable(subject, false))
      return
    }
    case 'otherUser':
      book.fault('otherUser')
      world.subject = world.subject === 'mira' ? 'noor' : 'mira'
      return
    case 'evict':
      book.fault('eviction')
      disk.rows.clear()
      return world.checks.diskLost()
    case 'loseKey':
      book.fault('keyLoss')
      disk.keys.clear()
      return world.ring.ids.clear()
    case 'flipBit':
      book.fault('bitFlips')
      return flipBit(disk.rows)
    case 'outage':
      book.fault('outages')
      return world.outage(act.kind, act.span)
    case 'hint':
      book.fault('forgedHints')
      return world.hint(act.kind)
    default:
  }
  if (tab.frozen) return
  switch (act.do) {
    case 'wake':
      return tab.clock.emit('woke')
    case 'retry':
      return tab.auth.retry()
    case 'signIn':
      return ask(tab, signIn(tab))
    case 'signOut':
      book.fault('signOuts')
      world.checks.signedOut(tab)
      if (act.pending === 'discard') world.work.discard(null)
      return ask(tab, tab.auth.signOut({ mode: act.mode, pending: act.pending }))
    case 'enqueue':
      book.fault('offlineWork')
      return ask(tab, world.work.enqueue(tab, act.lane))
    case 'add':
    case 'switch':
    case 'remove':
      book.fault('moreAccounts')
      return ask(tab, changeAccounts(world, tab, act))
    case 'token':
      return ask(
        tab,
        tab.auth.getAccessToken().then((token) => world.checks.served(token, tab)),
      )
    case 'rejected': {
      const { generation } = tab.auth.actor.getSnapshot().context
      return ask(tab, tab.auth.rejected({ generation, origin: 'https://api.test' }))
    }
    default:
  }
}

function changeAccounts(
  world: SimWorld,
  { auth }: Tab,
  act: Extract<Act, { do: 'add' } | { do: 'switch' } | { do: 'remove' }>,
): Promise<unknown> {
  const { accounts } = auth
  if (accounts === null) return Promise.resolve()
  if (act.do === 'add') return accounts.add(typed(people[act.who % people.length] ?? present))
  const known = accounts.list()
  const chosen = known[act.who % Math.max(1, known.length)]
  if (chosen === undefined) return Promise.resolve()
  if (act.do === 'switch') return accounts.switchTo(chosen.account)
  world.checks.signedOut()
  if (act.pending === 'discard') world.work.discard(chosen.user?.name ?? null)
  return accounts.remove(chosen.account, { pending: act.pending })
}

/** Those who share the device. */
const people = ['mira', 'noor', 'ines'] as const

function flipBit(rows: Map<string, Row>): void {
  for (const [name, row] of rows) {
    if (row.key.kind !== 'session' || row.sealed === null) continue
    const sealed = row.sealed.slice()
    sealed[sealed.length - 1] = (sealed[sealed.length - 1] ?? 0) ^ 1
    rows.set(name, { ...row, sealed })
  }
}

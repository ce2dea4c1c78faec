import type { AccountHash } from '../../machines/facts.ts'
import type { Check } from '../ports/store.ts'
import type { Book, Change } from './book.ts'
import type { Desk } from './desk.ts'
import type { ItemHead } from './item.ts'
import { isOutdated } from './result-row.ts'
import { tellDependants } from './tell-change.ts'
import { openTrace } from './trace-row.ts'

/**
 * Whoever holds the fence knows that nothing else is on its way: what is still marked in flight was left by a drainer
 * that is gone. An answer that this context still has in hand is written down; the others may or may not have reached the
 * server. Runs inside the desk's turn, while no drain does.
 */
export async function recover(
  desk: Desk,
  { account, fence }: { readonly account: AccountHash; readonly fence: Check },
): Promise<'recovered' | 'fenced' | 'failed'> {
  const book = desk.book(account)
  if ((await book.load()) !== null) return 'failed'
  // An app that was updated may know what an older one did not; within one context that can't change.
  const isFirst = !desk.recovered.has(account)
  const orphans = [...book.heads()].filter(
    (head) =>
      head.state === 'in_flight' || (isFirst && head.state === 'blocked_upgrade') || waitsForNothing(head, book),
  )
  desk.recovered.add(account)
  if (isFirst) await forget(desk, account, fence)
  if (orphans.length === 0) return 'recovered'
  const changes: Change[] = []
  for (const from of orphans) {
    const change = owed(desk, from) ?? (await left(desk, from))
    if (change === null) book.setAside(from.id)
    else changes.push(change)
  }
  const written = await book.write(changes, { fence })
  if (written.kind === 'conflict') return written.key.kind === 'fence' ? 'fenced' : 'failed'
  if (written.kind === 'failed') return 'failed'
  tellDependants(desk, written.dependants)
  for (const { from, to } of changes) {
    desk.owed.delete(from.id)
    desk.tell('recovered', { item: from.id, operation: null, state: to.state, reason: null })
  }
  return 'recovered'
}

/** What finished items left behind, once nobody can ask for it. Best effort: what stays is looked at next time. */
async function forget({ host }: Desk, account: AccountHash, fence: Check): Promise<void> {
  const read = await host.store.read([{ by: 'account', kind: 'queue_result', account }])
  const old = read.ok ? read.value.filter((row) => isOutdated(row, host.clock.wall())) : []
  if (old.length === 0) return
  await host.store.commit(
    [fence],
    old.map(({ key }) => ({ do: 'delete', key })),
  )
}

/** What it needs was unreadable and has been discarded: nothing else will tell it. */
function waitsForNothing({ state, dependsOn }: ItemHead, book: Book): boolean {
  return state === 'pending' && dependsOn.some((id) => book.get(id) === undefined && !book.unreadable.has(id))
}

/** The answer this context still holds, if the row is the one it belongs to. */
function owed(desk: Desk, from: ItemHead): Change | null {
  const change = desk.owed.get(from.id)
  return change !== undefined && change.from.revision === from.revision ? { ...change, from } : null
}

async function left({ host }: Desk, from: ItemHead): Promise<Change | null> {
  const trace = await openTrace(host.store.keys, from)
  if (!trace.ok) return null
  if (from.state === 'pending') return { from, to: { ...from, state: 'blocked_dependency' }, trace: trace.value }
  const uncertain = from.uncertain || from.state === 'in_flight'
  return { from, to: { ...from, state: 'pending', uncertain, nextAttemptAt: null }, trace: trace.value }
}

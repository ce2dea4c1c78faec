import { reachable } from './perform.ts'
import type { SimWorld } from './sim-world.ts'

/** At the end: what was promised was done once, in its order, or is still there; nothing waits where nothing is in its way. */
export function judgeWork(world: SimWorld): void {
  const { ledger: book, work, workServer, checks, disk } = world
  if (work.promised.length === 0) return
  const done = new Map(workServer.effects.map(({ number }, place) => [number, place]))
  const stored = new Set([...disk.rows.values()].flatMap(({ key }) => (key.kind === 'queue' ? [key.id] : [])))
  for (const { work: one, item } of work.promised) {
    const isThere = done.has(one.number) || stored.has(item) || work.wasDiscarded(one) || checks.mayBeLost
    book.check(isThere, 'work lost', () => `${one.number} of ${one.author}`)
  }
  for (const earlier of work.promised) {
    for (const later of work.promised) {
      const isBefore = earlier.promisedAt < later.askedAt
      const isSameLane = earlier.work.lane === later.work.lane && earlier.work.author === later.work.author
      const [first, second] = [done.get(earlier.work.number), done.get(later.work.number)]
      if (!isBefore || !isSameLane || first === undefined || second === undefined) continue
      book.check(first < second, 'work out of order', () => `${later.work.number} before ${earlier.work.number}`)
    }
  }
  for (const { auth, number } of reachable(world)) {
    const { status, persistence } = auth.state
    if (status !== 'ACTIVE' || persistence !== 'durable' || checks.mayBeLost) continue
    const waiting = auth.actor.getSnapshot().context.pending
    const isStuck = waiting === 0 || (auth.queue?.counts().needsAttention ?? 0) >= waiting
    book.check(isStuck, 'work left waiting', () => `${waiting} in tab ${number}`)
  }
}

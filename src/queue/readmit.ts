import type { Instant } from '../../machines/time.ts'
import { ahead, ownWait, putOff } from './ahead.ts'
import type { Change } from './book.ts'
import type { Run } from './drain-run.ts'
import type { ItemHead } from './item.ts'
import { openTrace } from './trace-row.ts'

/** A blocked item without a newer token is looked at again when its next look is due anyway. */
const nextLook = 5 * 60_000

/**
 * What waits for another sign-in or a newer token is pending again once there is one; what waits for a newer app, once
 * this app knows its operation.
 */
export async function readmit(run: Pick<Run, 'desk' | 'book' | 'fence' | 'halt'>): Promise<void> {
  const { desk, book, fence } = run
  const blocked = [...book.heads()].filter(({ state }) => state === 'blocked_auth')
  if (blocked.length === 0) return
  const token = await desk.host.access.access().catch(() => null)
  const sessionId = desk.host.current()?.sessionId
  if (token === null || sessionId === undefined) return
  await desk.turn(async () => {
    const changes: Change[] = []
    for (const from of blocked.filter((head) => book.get(head.id) === head)) {
      const trace = await openTrace(desk.host.store.keys, from)
      if (!trace.ok) continue
      const { refused } = trace.value
      const isNewer = refused === null || refused.sessionId !== sessionId || refused.generation < token.generation
      if (isNewer) changes.push({ from, to: pending(from), trace: trace.value })
      else if (isDue(from, desk.host.clock.wall())) {
        const later = { ...from, ...putOff(desk.host.clock.wall(), nextLook) }
        changes.push({ from, to: later, trace: trace.value })
      }
    }
    if (changes.length === 0) return
    const written = await book.write(changes, { fence })
    if (written.kind === 'conflict' && written.key.kind === 'fence') run.halt('fenced')
    else if (written.kind !== 'written' && (await book.load()) !== null) run.halt('postponed')
  })
}

function pending(head: ItemHead): ItemHead {
  return { ...head, state: 'pending', nextAttemptAt: null }
}

function isDue(head: ItemHead, now: Instant): boolean {
  return head.nextAttemptAt !== null && ahead(ownWait(head), now) === null
}

import type { AccountHash } from '../../machines/facts.ts'
import { AuthError } from '../auth-error.ts'
import type { Desk } from './desk.ts'
import type { Draft } from './draft.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { storeDrafts, type Stored } from './store-drafts.ts'

/** Stores drafts together or not at all, after those that were asked for before. */
export type Intake = (account: AccountHash, drafts: Promise<readonly Draft[]>) => Promise<readonly Stored[]>

/** A transaction of this many rows takes a few milliseconds; more would make the first of them wait for the last. */
const mostTogether = 128

interface Group {
  readonly account: AccountHash
  readonly drafts: readonly Draft[]
  readonly resolve: (stored: readonly Stored[]) => void
  readonly reject: (error: unknown) => void
}

/** What is enqueued while a transaction is under way goes into the next one, together: a disk is slow per transaction. */
export function openIntake(desk: Desk): Intake {
  const inOrder = oneAtATime()
  const waiting: Group[] = []

  const flush = async (): Promise<void> => {
    const groups = waiting.splice(0, together(waiting))
    if (waiting.length > 0) void desk.turn(flush)
    const [first] = groups
    if (first === undefined) return
    try {
      const stored = await storeDrafts(
        desk,
        first.account,
        groups.flatMap(({ drafts }) => drafts),
      )
      let from = 0
      for (const { drafts, resolve } of groups) resolve(stored.slice(from, (from += drafts.length)))
    } catch (error) {
      if (groups.length === 1) return first.reject(error)
      // What doesn't fit together may fit alone; whoever doesn't is told.
      for (const { account, drafts, resolve, reject } of groups) {
        await storeDrafts(desk, account, drafts).then(resolve, reject)
      }
    }
  }

  return (account, preparing) =>
    new Promise((resolve, reject) => {
      const place = async (): Promise<void> => {
        try {
          waiting.push({ account, drafts: await preparing, resolve, reject })
          if (waiting.length === 1) void desk.turn(flush)
        } catch (error) {
          reject(error instanceof AuthError ? error : new AuthError('queue_unavailable', { cause: error }))
        }
      }
      preparing.catch(() => undefined)
      void inOrder(place)
    })
}

/** How many groups go into one transaction: those of one account that need nothing but their place. */
function together(waiting: readonly Group[]): number {
  const [first] = waiting
  if (first === undefined || !isPlain(first)) return 1
  let count = 0
  let rows = 0
  for (const group of waiting) {
    rows += group.drafts.length
    if (!isPlain(group) || group.account !== first.account || (count > 0 && rows > mostTogether)) break
    count += 1
  }
  return count
}

function isPlain({ drafts }: Group): boolean {
  return drafts.every(({ item, operation }) => item.dependsOn.length === 0 && (operation.coalesce ?? 'none') === 'none')
}

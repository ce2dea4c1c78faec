import type { KeyFailure } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import type { Row } from '../ports/store.ts'
import { sealBody } from './body-row.ts'
import type { BookHost, Change } from './book.ts'
import { consequences, type Consequence, type Known } from './consequences.ts'
import type { ItemHead } from './item.ts'
import { isOver } from './item-state.ts'
import { open } from './open-item.ts'
import { resolveReference } from './references.ts'
import { givenUpRow, sealResult } from './result-row.ts'
import { withTrace } from './trace-row.ts'

/** The dependants' part of a transaction; the one that has changed meanwhile, or null when one can't be read just now. */
export async function follow(
  host: BookHost,
  known: Known,
  changes: readonly Change[],
): Promise<readonly Change[] | { readonly moved: ItemHead } | null> {
  const followed: Change[] = []
  for (const consequence of consequences(known, changes)) {
    const opened = await open({ host }, consequence.from)
    if (opened === 'failed') return null
    if (opened === 'moved') return { moved: consequence.from }
    // One that can't be opened can't be sent either: it is set aside when its turn comes.
    if (opened !== 'unreadable') followed.push(changed(consequence, opened, changes))
  }
  return followed
}

type Opened = Exclude<Awaited<ReturnType<typeof open>>, string>

function changed({ from, to, finished }: Consequence, { body, trace }: Opened, changes: readonly Change[]): Change {
  let resolved = body
  for (const item of finished) {
    const id = changes.find((change) => change.to.id === item)?.result?.id ?? null
    if (id !== null && resolved.references.includes(item)) resolved = resolveReference(resolved, item, id)
  }
  // A stand-in that nothing replaces must not reach a server.
  const isOpen = resolved.references.some((item) => finished.includes(item))
  const next: Change = { from, to: isOpen ? { ...to, state: 'blocked_dependency' } : to, trace }
  return resolved === body ? next : { ...next, body: resolved }
}

/** A change as rows: the head with its trace sealed to the new revision, the body where it is written anew. */
export async function sealChange(
  { store, clock }: BookHost,
  { from, to, trace, body, result }: Change,
): Promise<Outcome<{ readonly head: ItemHead; readonly rows: readonly Row[] }, KeyFailure>> {
  const { keys } = store
  const at = clock.wall()
  const next: ItemHead = { ...to, revision: from.revision + 1, trace: null }
  const { account, id, sessionId, revision } = next
  if (isOver(next.state)) {
    if (next.state === 'cancelled') {
      return { ok: true, at, value: { head: next, rows: [givenUpRow(account, { id, sessionId, at })] } }
    }
    if (result === undefined || !result.keeps || result.id === null) {
      return { ok: true, at, value: { head: next, rows: [] } }
    }
    const kept = await sealResult(keys, account, { id, sessionId, value: result.id, at })
    return kept.ok ? { ok: true, at, value: { head: next, rows: [kept.value] } } : kept
  }
  const sealed = await withTrace(keys, next, trace)
  if (sealed !== null && !sealed.ok) return sealed
  const head = sealed === null ? next : sealed.value
  if (body === undefined) return { ok: true, at, value: { head, rows: [] } }
  const row = await sealBody(keys, { account, id, sessionId, revision }, body)
  if (row === null) return { ok: false, at, failure: { kind: 'corrupted' } }
  return row.ok ? { ok: true, at, value: { head, rows: [row.value] } } : row
}

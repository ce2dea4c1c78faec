import type { AccountHash } from '../../machines/facts.ts'
import type { Check } from '../ports/store.ts'
import type { Desk } from './desk.ts'
import { writePause } from './fence-row.ts'

/**
 * What only waited out a silence may go now; what a server asked for stays. Best effort: a pause that stays only delays.
 * Without a fence each pause has to stand as it is known here. Runs inside the desk's turn.
 */
export async function endSilences(
  { host, book: bookOf }: Desk,
  account: AccountHash,
  { fence = null, most = Infinity }: { readonly fence?: Check | null; readonly most?: number } = {},
): Promise<void> {
  const book = bookOf(account)
  const origins = new Set([...book.heads()].map(({ origin }) => origin))
  const ended = [...origins].flatMap((origin) => {
    const pause = book.pause(origin)
    if (pause?.cause !== 'silent' || pause.failures > most) return []
    const write = writePause(account, origin, null)
    return write.do === 'delete' ? [{ write, check: { key: write.key, sessionId: '', revision: pause.revision } }] : []
  })
  if (ended.length === 0) return
  const checks = fence === null ? ended.map(({ check }) => check) : [fence]
  const done = await host.store.commit(
    checks,
    ended.map(({ write }) => write),
  )
  if (done.ok) await book.load()
}

import type { AccountHash } from '../../machines/facts.ts'
import type { Desk } from './desk.ts'
import { isTakenBack } from './item-state.ts'
import { open } from './open-item.ts'
import { isGivenUp, resultKey } from './result-row.ts'

export interface Replay {
  /** Shows what is stored and not shown here yet; takes back what another tab gave up. One run at a time. */
  catchUp(account: AccountHash): Promise<void>
}

/** A change that was shown before a reload, or in another tab, is shown here too, until it comes true or is taken back. */
export function openReplay(desk: Desk): Replay {
  const isIdle = desk.settings.operations.every(({ apply, rollback }) => apply === undefined && rollback === undefined)
  let owner: AccountHash | null = null
  let running: Promise<void> = Promise.resolve()

  const run = async (account: AccountHash): Promise<void> => {
    if (desk.host.owner() !== account) return
    if (owner !== account) {
      // Another account's screens are gone; coming back they are drawn anew.
      if (owner !== null) desk.applied.clear()
      owner = account
    }
    const book = desk.book(account)
    for (const { id } of [...book.heads()]) {
      const head = book.get(id)
      if (head === undefined) continue
      const isShown = desk.applied.has(id)
      if (isShown !== isTakenBack(head.state)) continue
      const opened = await desk.turn(() => open(desk, head))
      if (desk.host.owner() !== account) return
      // What moved or can't be read now is met by the next look.
      if (typeof opened === 'string' || desk.applied.has(id) !== isShown) continue
      void desk.runHook(isShown ? 'rollback' : 'apply', id, opened.body)
    }
    await takeBackGone(account)
  }

  const takeBackGone = async (account: AccountHash): Promise<void> => {
    const book = desk.book(account)
    const gone = [...desk.applied].filter(([id]) => book.get(id) === undefined && !book.unreadable.has(id))
    if (gone.length === 0) return
    const read = await desk.host.store.read(gone.map(([id]) => ({ by: 'key', key: resultKey(account, id) })))
    if (!read.ok || desk.host.owner() !== account) return
    const givenUp = new Set(read.value.filter(isGivenUp).map(({ key }) => key.id))
    for (const [id, body] of gone) {
      if (givenUp.has(id)) void desk.runHook('rollback', id, body)
      else desk.applied.delete(id)
    }
  }

  return {
    catchUp(account) {
      if (isIdle) {
        // Nobody takes anything back; what others have sent is not kept in memory for ever.
        const book = desk.book(account)
        for (const id of desk.applied.keys()) if (book.get(id) === undefined) desk.applied.delete(id)
        return Promise.resolve()
      }
      running = running.then(() => run(account)).catch(() => desk.host.report('queue_replay_failed'))
      return running
    },
  }
}

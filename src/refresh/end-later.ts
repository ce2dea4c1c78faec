import type { AccountHash } from '../../machines/facts.ts'
import type { Host } from '../host.ts'
import { commitEnding } from './commit.ts'

/**
 * Tries until the record says how its session ended, or has gone on without it. Whoever holds the lock keeps it meanwhile:
 * the tokens that still stand there are spent, and another context would send them.
 */
export async function endLater(host: Host, account: AccountHash): Promise<void> {
  for (let pause = 1_000; ; pause = Math.min(60_000, pause * 2)) {
    await host.sleep(pause)
    const unwritten = host.unwritten.get(account)
    if (unwritten === null || host.isDisposed()) return
    const { target, ending } = unwritten
    const done = await commitEnding({ ...target, store: host.store() }, ending)
    // Somebody signed in meanwhile and it ended again: that is another ending.
    if (done.kind === 'failed' || host.unwritten.get(account) !== unwritten) continue
    host.unwritten.clear(account)
    // What stands there instead was passed over while this ending was the newest word.
    if (done.kind === 'superseded') return void host.look()
    return host.announce('ended', account, target.generation)
  }
}

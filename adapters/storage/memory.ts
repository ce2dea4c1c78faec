import type { Outcome } from '../../src/ports/outcome.ts'
import type { Store, StoreFailure } from '../../src/ports/store.ts'
import type { Clock } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { commitToDisk } from './commit-to-disk.ts'
import { memoryDisk, type MemoryDisk } from './memory/disk.ts'
import { memoryKeys } from './memory/keys.ts'
import { copyRow } from './row-copy.ts'
import { findRows } from './row-finding.ts'

export { memoryDisk, type MemoryDisk } from './memory/disk.ts'

/** What `memory` takes. */
export interface MemoryOptions {
  /** Rows and keys that other stores of this process share and that outlive this one. Default: this store's own. */
  readonly disk?: MemoryDisk
  readonly clock?: Pick<Clock, 'wall'>
}

/** Rows and keys in memory: gone with the context, shared with nobody but the stores on the same disk. */
export function memory(options: MemoryOptions = {}): Store {
  const disk = options.disk ?? memoryDisk()
  const clock = options.clock ?? systemClock()
  let open = true

  const answer = <Value>(work: () => Value): Outcome<Value, StoreFailure> =>
    open ? { ok: true, value: work(), at: clock.wall() } : { ok: false, failure: { kind: 'closed' }, at: clock.wall() }

  return {
    traits: {
      protection: 'memory',
      atomic: true,
      survivesRestart: options.disk !== undefined,
      survivesReinstall: false,
      maxValueBytes: null,
      sharedBetweenContexts: options.disk !== undefined,
    },
    keys: memoryKeys(disk, clock),
    read: async (queries) => answer(() => queries.flatMap((query) => findRows(disk.rows, query)).map(copyRow)),
    async commit(checks, writes) {
      const outcome = answer(() => commitToDisk(disk, checks, writes))
      if (!outcome.ok) return outcome
      const { value, at } = outcome
      if ('conflict' in value) return { ok: false, failure: { kind: 'conflict', key: value.conflict }, at }
      return { ok: true, value, at }
    },
    wipe: async (scope) =>
      answer(() => {
        for (const [text, row] of disk.rows) {
          if (scope === 'everything' || row.key.account === scope.account) disk.rows.delete(text)
        }
        return null
      }),
    dispose() {
      open = false
    },
  }
}

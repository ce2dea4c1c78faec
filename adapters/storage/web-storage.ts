import type { Outcome } from '../../src/ports/outcome.ts'
import type { Store, StoreFailure } from '../../src/ports/store.ts'
import type { Clock } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { diagnose } from './failures.ts'
import { commitToDisk } from './commit-to-disk.ts'
import { copyRow } from './row-copy.ts'
import { documentKeys } from './document/document-keys.ts'
import { NewerDocument, UnreadableDocument } from './document/row-document.ts'
import { findRows } from './row-finding.ts'
import { openDocument } from './web-storage/document.ts'
import { platformCrypto } from './web-crypto.ts'

/** What `webStorage` takes. */
export interface WebStorageOptions {
  /**
   * Says that you know: every script of the origin and every person with the device reads what lies here, the key that
   * seals it included. `createAuth` reports `storage_plaintext` all the same.
   */
  readonly dangerouslyPlaintext: true
  /** `session`: gone with the tab. Default `local`. */
  readonly area?: 'local' | 'session'
  /** One item holds everything; apps with the same name share it. Default `authchart`. */
  readonly name?: string
  /** Default: the platform's. */
  readonly storage?: Storage
  readonly clock?: Pick<Clock, 'wall'>
}

/**
 * Rows in localStorage or sessionStorage, for where there is no IndexedDB. All of them are one item, so that a crash leaves
 * the old or the new. Tabs in different processes see each other's writes late: not atomic between them, so that it is
 * refused for tokens that rotate, and for work that has to last.
 */
export function webStorage(options: WebStorageOptions): Store {
  if (options.dangerouslyPlaintext !== true) {
    throw new TypeError('Cannot create webStorage: dangerouslyPlaintext has to be true')
  }
  const { area = 'local', name = 'authchart' } = options
  const clock = options.clock ?? systemClock()
  const document = openDocument(() => options.storage ?? areaOf(area), name)
  let isOpen = true

  const answer = <Value>(work: () => Value): Outcome<Value, StoreFailure> => {
    const refuse = (kind: Exclude<StoreFailure['kind'], 'conflict'>) =>
      ({ ok: false, failure: { kind }, at: clock.wall() }) as const
    if (!isOpen) return refuse('closed')
    try {
      return { ok: true, value: work(), at: clock.wall() }
    } catch (error) {
      if (error instanceof NewerDocument) return refuse('blocked')
      if (error instanceof UnreadableDocument) return refuse('corrupted')
      const fault = diagnose(error)
      if (fault === null) throw error
      return refuse(fault === 'lost' ? 'closed' : fault)
    }
  }

  return {
    traits: {
      protection: 'plaintext',
      atomic: false,
      survivesRestart: area === 'local',
      survivesReinstall: false,
      maxValueBytes: null,
      sharedBetweenContexts: area === 'local',
    },
    keys: documentKeys(
      {
        read: async (look) => answer(() => look(document.read())),
        change: async (work) => answer(() => document.change(work)),
      },
      { crypto: platformCrypto, clock },
    ),
    read: async (queries) =>
      answer(() => {
        const { rows } = document.read()
        return queries.flatMap((query) => findRows(rows, query)).map(copyRow)
      }),
    async commit(checks, writes) {
      const outcome = answer(() =>
        document.change<ReturnType<typeof commitToDisk>>((disk) => {
          const done = commitToDisk(disk, checks, writes)
          return 'conflict' in done ? { then: 'undo', value: done } : { then: 'keep', value: done }
        }),
      )
      if (!outcome.ok) return outcome
      const { value, at } = outcome
      if ('conflict' in value) return { ok: false, failure: { kind: 'conflict', key: value.conflict }, at }
      return { ok: true, value, at }
    },
    wipe: async (scope) =>
      answer(() =>
        document.change(({ rows }) => {
          for (const [text, row] of rows) {
            if (scope === 'everything' || row.key.account === scope.account) rows.delete(text)
          }
          return { then: 'keep', value: null }
        }),
      ),
    dispose() {
      isOpen = false
    },
  }
}

/** Reading the property is what throws where storage is blocked. */
function areaOf(area: 'local' | 'session'): Storage | null {
  if (typeof window === 'undefined') return null
  return area === 'local' ? window.localStorage : window.sessionStorage
}

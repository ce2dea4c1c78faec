import type { Outcome } from '../../src/ports/outcome.ts'
import type { Store, StoreFailure } from '../../src/ports/store.ts'
import type { Clock } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { commitToDisk } from './commit-to-disk.ts'
import { documentKeys } from './document/document-keys.ts'
import { NewerDocument, UnreadableDocument } from './document/row-document.ts'
import { copyRow } from './row-copy.ts'
import { findRows } from './row-finding.ts'
import type { Canary } from './secret-store/canary.ts'
import { slottedDocument } from './secret-store/slotted-document.ts'
import { SecretsFailure, type Secrets } from './secrets.ts'
import { platformCrypto, type WebCrypto } from './web-crypto.ts'

export type { Canary } from './secret-store/canary.ts'
export { SecretsFailure, type Secrets } from './secrets.ts'
export type { WebCrypto } from './web-crypto.ts'

/** What `secretStore` takes. */
export interface SecretStoreOptions {
  /** The platform's keychain: `expoSecrets(…)`, `keychainSecrets(…)`, `electronSecrets(…)`. */
  readonly secrets: Secrets
  /** Tells a keychain that lost its keys from a device that nobody signed in on. */
  readonly canary: Canary
  /** Stores with the same name on one keychain share what they hold. Letters, digits, dots. Default `authchart`. */
  readonly name?: string
  /** Default: the global one, looked up at each call. */
  readonly crypto?: WebCrypto
  readonly clock?: Pick<Clock, 'wall'>
}

/**
 * A session in the platform's keychain, for an app that has nothing else to keep. All of it is one text in two slots, cut
 * into values that a keychain takes; a crash leaves the old or the new. Not for work that has to last, which `enqueue`
 * refuses over it: that takes a database (`sqlite(…)`).
 */
export function secretStore(options: SecretStoreOptions): Store {
  const { secrets, canary, name = 'authchart' } = options
  const clock = options.clock ?? systemClock()
  const crypto = (): WebCrypto | null => options.crypto ?? platformCrypto()
  const document = slottedDocument(secrets, name, canary)
  let isOpen = true

  const answer = async <Value>(work: () => Promise<Value>): Promise<Outcome<Value, StoreFailure>> => {
    const refuse = (kind: Exclude<StoreFailure['kind'], 'conflict'>) =>
      ({ ok: false, failure: { kind }, at: clock.wall() }) as const
    if (!isOpen) return refuse('closed')
    try {
      return { ok: true, value: await work(), at: clock.wall() }
    } catch (error) {
      if (error instanceof SecretsFailure) return refuse(error.kind)
      if (error instanceof NewerDocument) return refuse('blocked')
      if (error instanceof UnreadableDocument) return refuse('corrupted')
      throw error
    }
  }

  return {
    traits: {
      protection: secrets.protection,
      atomic: false,
      survivesRestart: true,
      survivesReinstall: secrets.survivesReinstall,
      maxValueBytes: null,
      sharedBetweenContexts: false,
    },
    keys: {
      ...documentKeys(
        {
          read: (look) => answer(() => document.read(look)),
          // What a destroyed key was must not be in the other slot either.
          change: (work) => answer(() => document.change(work, { twice: true })),
        },
        { crypto, clock },
      ),
      get lacks() {
        return crypto() === null ? 'crypto' : null
      },
    },
    read: (queries) =>
      answer(() => document.read(({ rows }) => queries.flatMap((query) => findRows(rows, query)).map(copyRow))),
    async commit(checks, writes) {
      const outcome = await answer(() =>
        document.change<ReturnType<typeof commitToDisk>>((disk) => {
          const done = commitToDisk(disk, checks, writes)
          return { then: 'conflict' in done ? 'undo' : 'keep', value: done }
        }),
      )
      if (!outcome.ok) return outcome
      const { value, at } = outcome
      if ('conflict' in value) return { ok: false, failure: { kind: 'conflict', key: value.conflict }, at }
      return { ok: true, value, at }
    },
    wipe: (scope) =>
      answer(() =>
        document.change<null>(
          ({ rows }) => {
            for (const [text, row] of rows) {
              if (scope === 'everything' || row.key.account === scope.account) rows.delete(text)
            }
            return { then: 'keep', value: null }
          },
          { twice: true },
        ),
      ),
    dispose() {
      isOpen = false
    },
  }
}

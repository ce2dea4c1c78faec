import { wrap } from 'idb'
import { upgradeStores, type Database } from './schema.ts'

/** One database, opened once, closed when another version wants it, opened again when it is next needed. */
export interface Connection {
  open(): Promise<Database>
  /** Forgets the handle: the next `open` makes a new one. */
  drop(): void
  /** True while an upgrade waits for another context to close its older version. */
  isBlocked(): boolean
  close(): void
}

export function connectionTo(
  factory: IDBFactory,
  name: string,
  version: number,
  onLost: () => void = () => {},
): Connection {
  let opening: Promise<Database> | null = null
  let blocked = false
  let closed = false

  const forget = (handle: Promise<Database>): void => {
    if (opening === handle) opening = null
  }

  const start = async (): Promise<Database> => {
    const request = factory.open(name, version)
    request.addEventListener('blocked', () => {
      blocked = true
    })
    request.addEventListener('upgradeneeded', (event) => {
      blocked = false
      upgradeStores(typed(wrap(request.result)), event.oldVersion)
      // The app's own code must not fail the upgrade that it is told of.
      if ('dataLoss' in event && event.dataLoss === 'total') queueMicrotask(onLost)
    })
    try {
      return typed(await wrap(request))
    } finally {
      blocked = false
    }
  }

  const keep = (handle: Promise<Database>): Promise<Database> => {
    handle.then(
      (database) => {
        // Another version wants the database, or the browser took it away (cleared, disk gone).
        database.addEventListener('versionchange', () => {
          database.close()
          forget(handle)
        })
        database.addEventListener('close', () => forget(handle))
        if (closed) database.close()
      },
      () => forget(handle),
    )
    return handle
  }

  const drop = (): void => {
    opening?.then(
      (database) => database.close(),
      () => {},
    )
    opening = null
  }

  return {
    open: () => (opening ??= keep(start())),
    drop,
    isBlocked: () => blocked,
    close() {
      closed = true
      drop()
    },
  }
}

/** The schema is ours from `createStores` on; what its values are is checked where they are read. */
function typed(database: unknown): Database {
  return database as Database
}

import { gate, type Gate } from '../../../src/testing/contracts/gate.ts'

/** What a browser does wrong, between the adapter and a working IndexedDB. */
export interface Tampering {
  /** The request to open: before anything listens to it. */
  readonly onOpen?: (request: IDBOpenDBRequest) => void
  /** Thrown by `transaction()` instead of an answer. */
  readonly refuse?: () => DOMException | null
  /** A new transaction, before the adapter has it. */
  readonly onTransaction?: (transaction: IDBTransaction) => void
}

export interface TamperedFactory extends IDBFactory {
  /** How often the adapter has opened the database. */
  readonly opened: number
}

/** The real factory with somebody's hand in it. */
export function tamperedFactory(tampering: Tampering): TamperedFactory {
  let opened = 0
  return {
    get opened() {
      return opened
    },
    open(name, version) {
      opened += 1
      const request = indexedDB.open(name, version)
      tampering.onOpen?.(request)
      request.addEventListener('success', () => tamperWith(request.result, tampering))
      return request
    },
    cmp: (first, second) => indexedDB.cmp(first, second),
    databases: () => indexedDB.databases(),
    deleteDatabase: (name) => indexedDB.deleteDatabase(name),
  }
}

function tamperWith(database: IDBDatabase, { refuse, onTransaction }: Tampering): void {
  const real = database.transaction.bind(database)
  database.transaction = (...request) => {
    const refusal = refuse?.() ?? null
    if (refusal !== null) throw refusal
    const transaction = real(...request)
    onTransaction?.(transaction)
    return transaction
  }
}

/** The transaction is committed; the adapter is told that it was aborted. */
export function tellAbortedThoughCommitted(transaction: IDBTransaction): void {
  redirect(transaction, (type) => (type === 'abort' ? 'complete' : type === 'complete' ? 'nothing' : type))
}

/** The transaction's `complete` comes only when the gate is opened. */
export function holdComplete(transaction: IDBTransaction): Gate {
  const held = gate()
  const real = transaction.addEventListener.bind(transaction)
  transaction.addEventListener = (type: string, listener: EventListenerOrEventListenerObject | null) => {
    real(type, (event) => {
      const tell = (): void => {
        if (typeof listener === 'function') listener(event)
      }
      if (type === 'complete') void held.opened.then(tell)
      else tell()
    })
  }
  return held
}

/** The transaction aborts when it should commit, with this as its reason. */
export function abortWith(transaction: IDBTransaction, error: DOMException): void {
  Object.defineProperty(transaction, 'error', { value: error })
  transaction.commit = () => transaction.abort()
}

/** Lets a hand into every object store of the transaction. */
export function onWrite(transaction: IDBTransaction, tamper: (store: IDBObjectStore) => void): void {
  const real = transaction.objectStore.bind(transaction)
  transaction.objectStore = (name) => {
    const store = real(name)
    tamper(store)
    return store
  }
}

function redirect(target: EventTarget, to: (type: string) => string): void {
  const real = target.addEventListener.bind(target)
  target.addEventListener = (type: string, listener: EventListenerOrEventListenerObject | null) => {
    real(to(type), listener)
  }
}

/** Nobody hears from this request again. */
export function silence(request: EventTarget): void {
  redirect(request, () => 'nothing')
}

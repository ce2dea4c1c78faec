import type { Database, Reading, StoreName, Writing } from './schema.ts'

export interface TransactionOptions {
  readonly stores: readonly StoreName[]
  readonly durability?: 'strict' | 'relaxed'
  /** Undoes the transaction, if that is still possible, when the operation's time is up. */
  readonly signal: AbortSignal
}

/** How a body ends: what it wrote stays, or nothing of it does. */
export interface Verdict<Value> {
  readonly then: 'keep' | 'undo'
  readonly value: Value
}

/** One consistent look. The body awaits nothing but this transaction's own requests. */
export async function reading<Value>(
  database: Database,
  { stores, signal }: TransactionOptions,
  body: (transaction: Reading) => Promise<Value>,
): Promise<Value> {
  const transaction: Reading = database.transaction([...stores], 'readonly')
  const { end, settle } = watch(transaction, signal)
  try {
    return await body(transaction)
  } catch (error) {
    end()
    throw error
  } finally {
    settle()
  }
}

/**
 * All of the body's writes or none. Resolves on `complete`, never on a request's success (RC-03): a request that
 * succeeded is still lost when the transaction aborts after it, for want of space or with the process.
 *
 * The body awaits nothing but this transaction's own requests: at any other promise the transaction would have nothing
 * to do, and a browser may commit what is there so far. Its last writes needn't be awaited at all.
 */
export async function writing<Value>(
  database: Database,
  { stores, durability = 'strict', signal }: TransactionOptions,
  body: (transaction: Writing) => Promise<Verdict<Value>>,
): Promise<Value> {
  const transaction: Writing = database.transaction([...stores], 'readwrite', { durability })
  const { complete, end, settle } = watch(transaction, signal)
  try {
    const { then, value } = await body(transaction)
    if (then === 'undo') {
      end()
      return value
    }
    // Asked to commit, a browser needs not wait for the last answers to see that nothing more is coming.
    transaction.commit()
    await complete
    return value
  } catch (error) {
    end()
    // A request that was taken along by its transaction says only AbortError; the transaction knows why.
    if (isAbort(error)) await complete
    throw error
  } finally {
    settle()
  }
}

interface Watch {
  readonly complete: Promise<void>
  end(): void
  settle(): void
}

function watch(transaction: Reading | Writing, signal: AbortSignal): Watch {
  const complete = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new DOMException('The transaction was aborted', 'AbortError')),
    )
  })
  // Both end in `complete`'s own await where that matters; idb's `done` is made whether it is used or not.
  complete.catch(() => {})
  transaction.done.catch(() => {})
  const end = (): void => {
    try {
      transaction.abort()
    } catch {
      // It has ended already.
    }
  }
  if (signal.aborted) end()
  signal.addEventListener('abort', end, { once: true })
  return { complete, end, settle: () => signal.removeEventListener('abort', end) }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

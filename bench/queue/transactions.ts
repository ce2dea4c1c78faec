/** Counts the read-write transactions that this page opens, until it is ended. */
export function countTransactions(): { end(): number } {
  const { prototype } = IDBDatabase
  const { transaction } = prototype
  let count = 0
  prototype.transaction = function (this: IDBDatabase, stores, mode, options): IDBTransaction {
    if (mode === 'readwrite') count += 1
    return transaction.call(this, stores, mode, options)
  }
  return {
    end() {
      prototype.transaction = transaction
      return count
    },
  }
}

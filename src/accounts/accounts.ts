import { addAccount } from './add.ts'
import type { KnownAccount } from './api.ts'
import { createListing } from './listing.ts'
import type { AccountsFactory } from './part.ts'
import { removeAccount } from './remove.ts'
import { switchAccount } from './switch.ts'

/** Several people on one device, for `createAuth({accounts})`. */
export function accounts(): AccountsFactory {
  return {
    create: (lent) => {
      const listing = createListing(lent)
      const { expect } = lent
      return {
        api: {
          list: (): readonly KnownAccount[] => listing.list(),
          stranger: () => listing.stranger(),
          subscribe: listing.subscribe,
          add: async (options = {}) => {
            expect()
            return addAccount(lent, options)
          },
          switchTo: async (account) => {
            expect()
            return switchAccount(lent, account)
          },
          remove: async (account, options = {}) => {
            expect()
            return removeAccount(lent, account, options).finally(() => void listing.reread())
          },
        },
        dispose: listing.dispose,
      }
    },
  }
}

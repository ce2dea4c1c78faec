import type { AuthAccounts } from './accounts/api.ts'
import type { AccountsFactory } from './accounts/part.ts'
import type { Auth } from './auth.ts'
import type { AuthOptions } from './options.ts'
import type { AuthQueue } from './queue/api.ts'
import type { QueueFactory } from './queue/part.ts'

/** Options that remember which optional parts they hold. */
export type OptionsWithParts<
  Capability extends string,
  Queue extends QueueFactory | undefined,
  Accounts extends AccountsFactory | undefined,
> = AuthOptions<Capability> & { readonly queue?: Queue; readonly accounts?: Accounts }

/** An auth whose optional parts are there, where they were handed to `createAuth`: `auth.queue` is not null then. */
export type AuthWithParts<Capability extends string, Queue, Accounts> = Auth<Capability> &
  (Queue extends QueueFactory ? { readonly queue: AuthQueue } : unknown) &
  (Accounts extends AccountsFactory ? { readonly accounts: AuthAccounts } : unknown)

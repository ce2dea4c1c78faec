export type { AccountHash } from '../../machines/facts.ts'
export { accounts } from './accounts.ts'
export type { AuthAccounts, KnownAccount, RemoveOptions, RemoveResult, Stranger, SwitchResult } from './api.ts'
export type { AccountsFactory } from './part.ts'

'use client'
import { useMemo, useSyncExternalStore } from 'react'
import type { AuthAccounts, KnownAccount, Stranger } from '../accounts/api.ts'
import { useProvided } from './auth-context.ts'

/** The people of this device, and what can be done about them. */
export interface AccountsView extends Pick<AuthAccounts, 'add' | 'switchTo' | 'remove'> {
  readonly accounts: readonly KnownAccount[]
  /** Set while a sign-in has just ended with `account_mismatch`. */
  readonly stranger: Stranger | null
}

const none: readonly KnownAccount[] = Object.freeze([])

/** The accounts of this device; the functions stay the same as long as the auth does. */
export function useAccounts(): AccountsView {
  const { accounts: api } = useProvided().auth
  if (api === null) throw new TypeError('Cannot use accounts: createAuth was given none')
  const accounts = useSyncExternalStore(api.subscribe, api.list, () => none)
  const stranger = useSyncExternalStore(api.subscribe, api.stranger, () => null)
  return useMemo(() => {
    const { add, switchTo, remove } = api
    return { accounts, stranger, add, switchTo, remove }
  }, [accounts, stranger, api])
}

import { act, renderHook } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ReactElement, ReactNode } from 'react'
import { accountHash } from '../../../machines/facts.ts'
import type { AuthAccounts, KnownAccount } from '../../../src/accounts/api.ts'
import type { Auth } from '../../../src/auth.ts'
import { AuthProvider, useAccounts } from '../../../src/react/index.ts'
import { shownAuth } from './shown-auth.ts'
import { active } from './views.ts'

describe('useAccounts', () => {
  it('shows who is known and follows it, with functions that stay the same', () => {
    const { accounts, know } = knownAccounts([known('mira')])
    const { result } = renderHook(() => useAccounts(), { wrapper: below(shownAuth(active, null, accounts).auth) })
    const first = result.current
    expect(first.accounts.map(({ user }) => user?.id)).toEqual(['mira'])
    act(() => know([known('mira'), known('ben')]))
    expect(result.current.accounts.map(({ user }) => user?.id)).toEqual(['mira', 'ben'])
    expect([result.current.add, result.current.switchTo]).toEqual([first.add, first.switchTo])
  })

  it('names who signed in where somebody else was expected', () => {
    const { accounts, meet } = knownAccounts([known('mira')])
    const { result } = renderHook(() => useAccounts(), { wrapper: below(shownAuth(active, null, accounts).auth) })
    expect(result.current.stranger).toBeNull()
    act(() => meet('ben'))
    expect(result.current.stranger).toMatchObject({ user: { id: 'ben' }, isKnown: false })
  })

  it('knows nobody on a server', () => {
    const { accounts } = knownAccounts([known('mira')])
    const { auth } = shownAuth(active, null, accounts)
    const Count = (): ReactElement => <b>{useAccounts().accounts.length}</b>
    expect(renderToString(<AuthProvider auth={auth}>{<Count />}</AuthProvider>)).toContain('<b>0</b>')
  })

  it('says what is missing when createAuth was given no accounts', () => {
    const wrapper = below(shownAuth(active).auth)
    expect(() => renderHook(() => useAccounts(), { wrapper })).toThrow('Cannot use accounts: createAuth was given none')
  })
})

function known(id: string): KnownAccount {
  const user = { id, name: id, email: null, picture: null }
  return { account: accountHash(id), user, isShown: id === 'mira', standing: 'signed_in', pending: 0 }
}

/** Accounts that the test decides. */
function knownAccounts(first: readonly KnownAccount[]): {
  readonly accounts: AuthAccounts
  know(next: readonly KnownAccount[]): void
  meet(id: string): void
} {
  let list = first
  let stranger: ReturnType<AuthAccounts['stranger']> = null
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  const never = <Value,>(): Promise<Value> => new Promise(() => {})
  return {
    accounts: {
      list: () => list,
      stranger: () => stranger,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      add: never,
      switchTo: never,
      remove: never,
    },
    know: (next) => {
      list = next
      tell()
    },
    meet: (id) => {
      const user = { id, name: id, email: null, picture: null }
      stranger = { account: accountHash(id), user, isKnown: false }
      tell()
    },
  }
}

function below(auth: Auth): (props: { readonly children?: ReactNode }) => ReactElement {
  return ({ children }) => <AuthProvider auth={auth}>{children}</AuthProvider>
}

import { useAccounts, useAuth } from '../../src/react/index.ts'
import type { Person } from './parts/account-menu.tsx'
import { goTo, ordersPath } from './route.ts'
import { words } from './words/en.ts'

export interface People {
  readonly others: readonly Person[]
  /** Shows somebody of this device, or asks them to sign in. */
  onSwitch(account: string): void
  /** One more person; whoever is shown now stays signed in. */
  onAdd(): void
  /** Somebody else signed in where the same person was expected. */
  readonly stranger: { readonly name: string; readonly onGoOn: () => void } | null
}

/** Whoever the browser's cookie is of: the next person signs in after this one has left. */
export function useOnePerson(): People {
  const { signIn, signOut } = useAuth()
  const next = async (): Promise<void> => {
    await signOut({ pending: 'keep' })
    await signIn({ prompt: 'login' })
  }
  return { others: [], onSwitch: () => {}, onAdd: () => void next(), stranger: null }
}

/** Everybody who works on this device. */
export function useManyPeople(): People {
  const { accounts, stranger, add, switchTo } = useAccounts()

  const show = async (account: string): Promise<void> => {
    const known = accounts.find((one) => one.account === account)
    if (known === undefined) return
    goTo(ordersPath)
    const { status } = await switchTo(known.account)
    const hint = known.user?.email
    if (status === 'signed_out') await add(hint ? { loginHint: hint } : {})
  }

  return {
    others: accounts.flatMap(({ account, user, isShown, standing, pending }) => {
      // Behind a PIN a name can't be read; whoever knows the PIN knows whose it is.
      const name = user?.name ?? user?.email ?? (standing === 'signed_out' ? null : words.account.behindPin)
      return isShown || name === null ? [] : [{ account, name, pending }]
    }),
    onSwitch: (account) => void show(account),
    onAdd: () => void add(),
    stranger:
      stranger === null
        ? null
        : {
            name: stranger.user.name ?? stranger.user.email ?? '',
            onGoOn: () => {
              const hint = stranger.user.email
              if (stranger.isKnown) void switchTo(stranger.account)
              else void add(hint ? { loginHint: hint } : {})
            },
          },
  }
}

import type { ReactElement } from 'react'
import type { AuthView } from '../../../src/view.ts'
import type { Extent } from '../use-leaving.ts'
import { unsentPath } from '../route.ts'
import { words } from '../words/en.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

/** Somebody else who works on this device. */
export interface Person {
  readonly account: string
  readonly name: string
  /** Their unsent changes. */
  readonly pending: number
}

export interface AccountMenuProps extends Pick<AuthView, 'user' | 'pending' | 'persistence'> {
  readonly others: readonly Person[]
  readonly onSwitch: (account: string) => void
  readonly onAdd: () => void
  readonly onLock: () => void
  readonly onSignOut: (extent: Extent) => void
}

/** Who is signed in here, how much of their work is unsent, who else works here, and the ways out. */
export function AccountMenu(props: AccountMenuProps): ReactElement {
  const { user, pending, persistence, others, onSwitch, onAdd, onLock, onSignOut } = props
  const name = user?.name ?? user?.email ?? words.account.someone
  return (
    <>
      <button
        type="button"
        className="account-button"
        popoverTarget="account-menu"
        aria-label={`${initials(name)}, ${words.account.open(name)}`}
      >
        <span aria-hidden="true">{initials(name)}</span>
      </button>
      <div id="account-menu" className="account-menu" popover="auto">
        <p className="account-name">{name}</p>
        {user?.email ? <p className="quiet">{user.email}</p> : null}
        <p className="quiet">{words.organisation}</p>
        <ul className="account-facts quiet">
          <li>
            <Icon name={pending === 0 ? 'check' : 'clock'} />
            {pending === 0 ? words.account.waiting(0) : <Link href={unsentPath}>{words.account.waiting(pending)}</Link>}
          </li>
          <li>
            <Icon name="lock" />
            {words.account.kept[persistence]}
          </li>
        </ul>
        <div className="account-acts" role="group" aria-label={words.account.others}>
          {others.map((person) => (
            <Button key={person.account} onClick={() => onSwitch(person.account)}>
              {words.account.hasWork(person.name, person.pending)}
            </Button>
          ))}
          <Button onClick={onAdd}>{words.account.another}</Button>
        </div>
        <div className="account-acts">
          <Button onClick={onLock}>{words.account.lock}</Button>
          <Button onClick={() => onSignOut('here')}>{words.account.signOut}</Button>
          <Button kind="quiet" onClick={() => onSignOut('everywhere')}>
            {words.account.everywhere}
          </Button>
          <Button kind="quiet" onClick={() => onSignOut('provider')}>
            {words.account.provider}
          </Button>
        </div>
      </div>
    </>
  )
}

function initials(name: string): string {
  const parts = name.split(/\s+/).filter((part) => part !== '')
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
    .map((part) => part?.[0] ?? '')
    .join('')
    .toUpperCase()
}

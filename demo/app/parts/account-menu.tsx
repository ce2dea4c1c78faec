import type { ReactElement } from 'react'
import type { AuthView } from '../../../src/view.ts'
import { unsentPath } from '../route.ts'
import { words } from '../words/en.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

export interface AccountMenuProps extends Pick<AuthView, 'user' | 'pending' | 'persistence'> {
  readonly onSignOut: () => void
  /** Absent where this device has nothing to lock. */
  readonly onLock?: () => void
}

/** Who is signed in here, how much of their work is unsent, and the way out. */
export function AccountMenu({ user, pending, persistence, onSignOut, onLock }: AccountMenuProps): ReactElement {
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
        <div className="account-acts">
          {onLock === undefined ? null : <Button onClick={onLock}>{words.account.lock}</Button>}
          <Button onClick={onSignOut}>{words.account.signOut}</Button>
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

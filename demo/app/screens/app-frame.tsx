import type { ReactElement, ReactNode } from 'react'
import { AccountMenu, type AccountMenuProps } from '../parts/account-menu.tsx'
import { Brand } from '../parts/brand.tsx'
import { Chip, type ChipProps } from '../parts/chip.tsx'

export interface AppFrameProps extends AccountMenuProps {
  readonly status: ChipProps
  readonly children: ReactNode
}

/** What stands around the work once somebody is known here. */
export function AppFrame({ status, children, ...account }: AppFrameProps): ReactElement {
  return (
    <>
      <header className="app-head">
        <Brand />
        <Chip {...status} />
        <AccountMenu {...account} />
      </header>
      {children}
    </>
  )
}

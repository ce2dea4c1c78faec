import { act, render } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { useEffect, type ReactElement } from 'react'
import { AuthBoundary, AuthProvider } from '../../../src/react/index.ts'
import type { Auth } from '../../../src/auth.ts'
import { shownAuth } from './shown-auth.ts'
import { active, locked, offline, reauth, restoring, signedOut } from './views.ts'

describe('AuthBoundary', () => {
  it.each([
    [restoring, 'opening unlock'],
    [signedOut, 'signed out'],
    [reauth, 'again: revoked'],
    [locked, 'locked: account_disabled'],
    [active, 'work'],
    [offline, 'work'],
  ])('has one place to go to in every state: $status', (view, shown) => {
    expect(render(<Page auth={shownAuth(view).auth} />).container.textContent).toBe(shown)
  })

  it('keeps its children mounted while the session is used, online or not', () => {
    const { auth, show } = shownAuth(active)
    const mounts: string[] = []
    const { container } = render(<Page auth={auth} mounts={mounts} />)
    act(() => show(offline))
    act(() => show({ ...active, status: 'REFRESHING' }))
    expect(container.textContent).toBe('work')
    expect(mounts).toEqual(['mounted'])
  })

  it('takes its children away with the session', () => {
    const { auth, show } = shownAuth(active)
    const { container } = render(<Page auth={auth} />)
    act(() => show(locked))
    expect(container.textContent).toBe('locked: account_disabled')
  })

  it('adds no element of its own', () => {
    expect(render(<Page auth={shownAuth(signedOut).auth} />).container.children).toHaveLength(0)
  })
})

function Page({ auth, mounts = [] }: { auth: Auth; mounts?: string[] }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <AuthBoundary
        restoring={({ waiting }) => `opening ${waiting}`}
        signedOut="signed out"
        reauth={({ reason }) => `again: ${reason}`}
        locked={({ reason }) => `locked: ${reason}`}
      >
        <Work mounts={mounts} />
      </AuthBoundary>
    </AuthProvider>
  )
}

function Work({ mounts }: { mounts: string[] }): string {
  useEffect(() => void mounts.push('mounted'), [mounts])
  return 'work'
}

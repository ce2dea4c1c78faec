import { act, render, renderHook, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Activity, StrictMode, type ReactElement, type ReactNode } from 'react'
import { instant } from '../../../machines/time.ts'
import type { Auth } from '../../../src/auth.ts'
import { AuthProvider, OfflineBanner, Show, useAuthEvent, useConnectivity } from '../../../src/react/index.ts'
import { shownAuth } from './shown-auth.ts'
import { active, offline } from './views.ts'

describe('Show', () => {
  it('renders its children in the named state and the fallback elsewhere', () => {
    const { auth, show } = shownAuth(active)
    const { container } = render(
      <AuthProvider auth={auth}>
        <Show when="OFFLINE_STALE" fallback="no">
          yes
        </Show>
      </AuthProvider>,
    )
    expect(container.textContent).toBe('no')
    act(() => show(offline))
    expect(container.textContent).toBe('yes')
  })

  it('takes several states or a question', () => {
    const { auth } = shownAuth(active)
    const { container } = render(
      <AuthProvider auth={auth}>
        <Show when={['ACTIVE', 'REFRESHING']}>a</Show>
        <Show when={['LOCKED']}>b</Show>
        <Show when={(view) => view.isAuthenticated}>c</Show>
      </AuthProvider>,
    )
    expect(container.textContent).toBe('ac')
  })
})

describe('OfflineBanner', () => {
  it('keeps its live region in the page before there is something to say', () => {
    const { auth, show } = shownAuth(active)
    render(<Banner auth={auth} />)
    const region = screen.getByRole('status')
    expect(region.textContent).toBe('')
    act(() => show(offline))
    expect(screen.getByRole('status')).toBe(region)
    expect(region.textContent).toBe('network_unavailable since 2000')
  })

  it('adds no element of its own', () => {
    const { container } = render(<Banner auth={shownAuth(active).auth} />)
    expect(container.children).toHaveLength(1)
    expect(container.firstElementChild?.getAttribute('role')).toBe('status')
  })
})

describe('useConnectivity', () => {
  it('tells why and since when the server is out of reach', () => {
    const { auth, show } = shownAuth(active)
    const { result } = renderHook(() => useConnectivity(), { wrapper: below(auth) })
    expect(result.current).toMatchObject({ network: 'ONLINE', isOnline: true, reason: null, since: null })
    act(() => show(offline))
    expect(result.current).toMatchObject({
      network: 'OFFLINE',
      isOnline: false,
      reason: 'network_unavailable',
      since: 2_000,
      lastServerContactAt: 1_000,
    })
  })
})

describe('useAuthEvent', () => {
  const ended = { at: instant(1), status: 'SIGNED_OUT', reason: 'user' } as const

  it('calls the listener of the latest render once for each event, under StrictMode too', () => {
    const { auth, tell } = shownAuth(active)
    const heard: string[] = []
    const { rerender } = render(<Hearer auth={auth} onEnd={() => heard.push('first')} />, { wrapper: StrictMode })
    rerender(<Hearer auth={auth} onEnd={() => heard.push('second')} />)
    act(() => tell('session.ended', ended))
    expect(heard).toEqual(['second'])
  })

  it('hears while an Activity hides the component, and not after unmount', () => {
    const { auth, tell, listeners } = shownAuth(active)
    const heard: string[] = []
    const page = (mode: 'visible' | 'hidden'): ReactElement => (
      <Activity mode={mode}>
        <Hearer auth={auth} onEnd={({ status }) => heard.push(status)} />
      </Activity>
    )
    const { rerender, unmount } = render(page('visible'))
    rerender(page('hidden'))
    act(() => tell('session.ended', ended))
    expect(heard).toEqual(['SIGNED_OUT'])
    unmount()
    expect(listeners()).toBe(0)
  })
})

function below(auth: Auth) {
  return function Below({ children }: { children: ReactNode }): ReactElement {
    return <AuthProvider auth={auth}>{children}</AuthProvider>
  }
}

function Banner({ auth }: { auth: Auth }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <OfflineBanner>
        {({ regionProps, offline: told }) => (
          <div {...regionProps}>{told ? `${told.reason} since ${told.since}` : null}</div>
        )}
      </OfflineBanner>
    </AuthProvider>
  )
}

function Hearer({ auth, onEnd }: { auth: Auth; onEnd: (event: { status: string }) => void }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <Ear onEnd={onEnd} />
    </AuthProvider>
  )
}

function Ear({ onEnd }: { onEnd: (event: { status: string }) => void }): null {
  useAuthEvent('session.ended', onEnd)
  return null
}

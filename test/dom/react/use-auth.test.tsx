import { act, render, renderHook, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { StrictMode, startTransition, useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { AuthProvider, useAuth } from '../../../src/react/index.ts'
import type { Auth } from '../../../src/auth.ts'
import { shownAuth } from './shown-auth.ts'
import { active, offline, signedOut } from './views.ts'

const below = (auth: Auth) =>
  function Below({ children }: { children: ReactNode }): ReactElement {
    return <AuthProvider auth={auth}>{children}</AuthProvider>
  }

describe('useAuth', () => {
  it('shows the session as it stands and follows it', () => {
    const { auth, show } = shownAuth(signedOut)
    const { result } = renderHook(() => useAuth(), { wrapper: below(auth) })
    expect(result.current.status).toBe('SIGNED_OUT')
    act(() => show(active))
    expect(result.current).toMatchObject({ status: 'ACTIVE', user: { name: 'Mira Okafor' } })
  })

  it('carries the auth’s own functions', () => {
    const { auth } = shownAuth(active)
    const { result } = renderHook(() => useAuth(), { wrapper: below(auth) })
    expect(result.current.signOut).toBe(auth.signOut)
    expect(result.current.retry).toBe(auth.retry)
  })

  it('keeps the same object while nothing in the view changes (RS-05)', () => {
    const { auth, show } = shownAuth(active)
    const { result, rerender } = renderHook(() => useAuth(), { wrapper: below(auth) })
    const before = result.current
    act(() => show({ ...active }))
    rerender()
    expect(result.current).toBe(before)
  })

  it('renders 0 times for 50 updates that the selector does not read (RS-05)', () => {
    const { auth, show } = shownAuth(active)
    let renders = 0
    const { result } = renderHook(
      () => {
        renders += 1
        return useAuth((view) => ({ status: view.status, name: view.user?.name }))
      },
      { wrapper: below(auth) },
    )
    const before = renders
    for (let pending = 1; pending <= 50; pending += 1) act(() => show({ ...active, pending }))
    expect(renders).toBe(before)
    act(() => show(offline))
    expect(result.current.status).toBe('OFFLINE_STALE')
    expect(renders).toBe(before + 1)
  })

  it.each([
    ['never shows two states at once, where a change comes while a page is being drawn (RS-05)', true],
    ['is needed for that: what is read past it shows both', false],
  ])('%s', async (_, isHooked) => {
    const { auth, show } = shownAuth(active)
    const commits: string[] = []
    let drawn = 0
    const moveOnAtTheTenth = (): void => {
      drawn += 1
      if (drawn === 10) show(offline)
    }
    const useStatus = isHooked ? () => useAuth((view) => view.status) : () => auth.state.status
    const Status = (): ReactElement => {
      const status = useStatus()
      moveOnAtTheTenth()
      return <>{`${status} `}</>
    }
    const Page = (): ReactElement => {
      const whole = useRef<HTMLParagraphElement>(null)
      useLayoutEffect(() => void commits.push(whole.current?.textContent.trim() ?? ''))
      return (
        <p ref={whole}>
          {Array.from({ length: 20 }, (__, place) => (
            <Status key={place} />
          ))}
        </p>
      )
    }
    const { rerender } = render(<p />, { wrapper: below(auth) })
    await act(async () => startTransition(() => rerender(<Page />)))
    const seen = commits.map((text) => [...new Set(text.split(' '))])
    expect(seen).toEqual(isHooked ? [['OFFLINE_STALE']] : [['ACTIVE', 'OFFLINE_STALE']])
  })

  it('reads with the selector of the latest render', () => {
    const { auth } = shownAuth({ ...active, pending: 3 })
    const { result, rerender } = renderHook(
      ({ read }: { read: 'status' | 'pending' }) => useAuth((view) => view[read]),
      { wrapper: below(auth), initialProps: { read: 'status' } },
    )
    expect(result.current).toBe('ACTIVE')
    rerender({ read: 'pending' })
    expect(result.current).toBe(3)
  })

  it('follows another auth when the provider is handed one', () => {
    const first = shownAuth(active)
    const second = shownAuth(signedOut)
    const { rerender } = render(<Status auth={first.auth} />)
    rerender(<Status auth={second.auth} />)
    act(() => first.show(offline))
    expect(screen.getByText('SIGNED_OUT')).toBeDefined()
    expect(first.listeners()).toBe(0)
  })

  it('listens once under StrictMode and not at all after unmount', () => {
    const { auth, listeners } = shownAuth(active)
    const { unmount } = render(
      <StrictMode>
        <Status auth={auth} />
      </StrictMode>,
    )
    expect(listeners()).toBe(1)
    unmount()
    expect(listeners()).toBe(0)
  })

  it('says what is missing when no provider stands above', () => {
    expect(() => renderHook(() => useAuth())).toThrow('Cannot use auth: no <AuthProvider> stands above this component')
  })
})

function Status({ auth }: { auth: Auth }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <StatusText />
    </AuthProvider>
  )
}

function StatusText(): ReactElement {
  return <p>{useAuth((view) => view.status)}</p>
}

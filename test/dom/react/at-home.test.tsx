import { act, render, renderHook, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Activity, Component, type ReactElement, type ReactNode } from 'react'
import type { Auth } from '../../../src/auth.ts'
import { AuthProvider, createAuthHooks, useAuth, useUser } from '../../../src/react/index.ts'
import { createTestWorld } from '../../../src/testing/test-world.ts'
import { faultyPorts } from '../../core/faulty-ports.ts'
import { shownAuth } from './shown-auth.ts'
import { active, offline, signedOut } from './views.ts'

describe('a component that an Activity hides', () => {
  it('does not listen meanwhile and shows what is true when it comes back', () => {
    const { auth, show, listeners } = shownAuth(active)
    const page = (mode: 'visible' | 'hidden'): ReactElement => (
      <AuthProvider auth={auth}>
        <Activity mode={mode}>
          <Status />
        </Activity>
      </AuthProvider>
    )
    const { container, rerender } = render(page('visible'))
    rerender(page('hidden'))
    expect(listeners()).toBe(0)
    act(() => show(offline))
    rerender(page('visible'))
    expect(container.textContent).toBe('OFFLINE_STALE')
    expect(listeners()).toBe(1)
  })
})

describe('two roots', () => {
  it('share one auth', () => {
    const { auth, show } = shownAuth(signedOut)
    const first = render(<Page auth={auth} />)
    const second = render(<Page auth={auth} />)
    act(() => show(active))
    expect([first.container.textContent, second.container.textContent]).toEqual(['ACTIVE', 'ACTIVE'])
  })

  it('keep two auths apart', () => {
    const [one, other] = [shownAuth(signedOut), shownAuth(signedOut)]
    const first = render(<Page auth={one.auth} />)
    const second = render(<Page auth={other.auth} />)
    act(() => one.show(active))
    expect([first.container.textContent, second.container.textContent]).toEqual(['ACTIVE', 'SIGNED_OUT'])
  })
})

describe('a hot reload that disposes of the auth', () => {
  it('goes on with the next one: same session, no renewal, nobody signed out', async () => {
    const world = createTestWorld()
    const before = await world.start()
    const { container, rerender } = render(<Page auth={before} />)
    await act(() => world.signIn(before))
    const asked = world.server.tokenRequests

    act(() => before.dispose())
    expect(container.textContent).toBe('ACTIVE')
    const after = world.open().auth
    rerender(<Page auth={after} />)
    await act(() => world.settle())
    expect(container.textContent).toBe('ACTIVE')
    expect(world.server.tokenRequests).toBe(asked)
    world.dispose()
  })
})

describe('an error boundary', () => {
  it('catches a selector that throws, and the session goes on', () => {
    const { auth, show, listeners } = shownAuth(active)
    const { rerender } = render(<Guarded auth={auth} fails />, { onCaughtError: () => {} })
    expect(screen.getByText('caught: selector failed')).toBeVisible()
    expect(listeners()).toBe(0)
    act(() => show(offline))
    rerender(<Guarded auth={auth} fails={false} key="again" />)
    expect(screen.getByText('OFFLINE_STALE')).toBeVisible()
  })

  it('is never needed for a store that fails (RS-07)', async () => {
    const world = createTestWorld()
    const { store, identity, plan } = faultyPorts(world)
    plan((call) => (call.startsWith('store.') ? { do: 'throw' } : null))
    const { auth } = world.open({ store, identity })
    const { container } = render(<Page auth={auth} />)
    await act(() => world.advance('1m'))
    expect(container.textContent).toBe('SIGNED_OUT')
    world.dispose()
  })
})

describe('1,000 mounts', () => {
  it('leave no listener behind (RS-08)', () => {
    const { auth, listeners } = shownAuth(active)
    for (let count = 0; count < 1_000; count += 1) render(<Page auth={auth} />).unmount()
    expect(listeners()).toBe(0)
  })
})

describe('createAuthHooks', () => {
  it('hands its auth down by itself', () => {
    const { auth, show } = shownAuth(signedOut)
    const hooks = createAuthHooks(auth)
    const Name = (): ReactNode => hooks.useUser()?.name ?? 'nobody'
    const { container } = render(
      <hooks.AuthProvider>
        <Name />
      </hooks.AuthProvider>,
    )
    expect(container.textContent).toBe('nobody')
    act(() => show(active))
    expect(container.textContent).toBe('Mira Okafor')
    expect(hooks.auth).toBe(auth)
  })
})

describe('useUser', () => {
  it('renders again only when the user changes', () => {
    const { auth, show } = shownAuth(active)
    let renders = 0
    renderHook(
      () => {
        renders += 1
        return useUser()
      },
      { wrapper: ({ children }) => <AuthProvider auth={auth}>{children}</AuthProvider> },
    )
    const before = renders
    act(() => show(offline))
    act(() => show({ ...active, user: { ...active.user } }))
    expect(renders).toBe(before)
    act(() => show({ ...active, user: { ...active.user, name: 'Mira O.' } }))
    expect(renders).toBe(before + 1)
  })
})

class Catch extends Component<{ readonly children: ReactNode }, { readonly caught: string | null }> {
  override state = { caught: null }
  static getDerivedStateFromError(error: unknown): { caught: string } {
    return { caught: error instanceof Error ? error.message : 'odd' }
  }
  override render(): ReactNode {
    return this.state.caught === null ? this.props.children : <p>caught: {this.state.caught}</p>
  }
}

function Guarded({ auth, fails }: { auth: Auth; fails: boolean }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <Catch>
        <Selecting fails={fails} />
      </Catch>
    </AuthProvider>
  )
}

function Selecting({ fails }: { fails: boolean }): ReactElement {
  const status = useAuth((view) => {
    if (fails) throw new Error('selector failed')
    return view.status
  })
  return <p>{status}</p>
}

function Page({ auth }: { auth: Auth }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <Status />
    </AuthProvider>
  )
}

function Status(): string {
  return useAuth((view) => view.status)
}

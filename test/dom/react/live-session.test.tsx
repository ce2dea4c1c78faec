import { act, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { StrictMode, type ReactElement } from 'react'
import type { Auth } from '../../../src/auth.ts'
import { AuthProvider, OfflineBanner, Show, useAuth, useAuthEvent } from '../../../src/react/index.ts'
import { createTestWorld } from '../../../src/testing/test-world.ts'

describe('a session on a page', () => {
  it('goes from signed out to working offline and back, in sight', async () => {
    const world = createTestWorld()
    const auth = await world.start()
    render(<Page auth={auth} />)
    expect(screen.getByText('SIGNED_OUT')).toBeVisible()

    await act(() => world.signIn(auth))
    expect(screen.getByText('ACTIVE')).toBeVisible()
    expect(screen.getByText('for members')).toBeVisible()

    await act(async () => {
      world.switchNetwork('offline')
      await world.advance('4s')
    })
    expect(screen.getByRole('status')).toHaveTextContent('network_unavailable')
    expect(screen.getByText('for members')).toBeVisible()

    await act(async () => {
      world.switchNetwork('online')
      await world.advance('15s')
    })
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
    expect(screen.getByText('ACTIVE')).toBeVisible()
    world.dispose()
  })

  it('asks the provider as often under StrictMode and over remounts as without React', async () => {
    const world = createTestWorld()
    const auth = await world.start()
    const heard: string[] = []
    const page = (
      <StrictMode>
        <Page auth={auth} onStarted={() => heard.push('started')} />
      </StrictMode>
    )
    const first = render(page)
    await act(() => world.signIn(auth))
    first.unmount()
    render(page)
    const before = world.server.tokenRequests
    await act(() => world.advance('10m'))
    const renewals = world.server.tokenRequests - before
    expect(renewals).toBeGreaterThan(0)
    expect(await renewalsWithoutReact()).toBe(renewals)
    expect(heard).toEqual(['started'])
    world.dispose()
  })

  it('leaves the session alone when the page goes', async () => {
    const world = createTestWorld()
    const auth = await world.start()
    const { unmount } = render(<Page auth={auth} />)
    await act(() => world.signIn(auth))
    unmount()
    await world.settle()
    expect(auth.state.status).toBe('ACTIVE')
    world.dispose()
  })
})

/** Token requests that the same ten minutes bring where nobody looks. */
async function renewalsWithoutReact(): Promise<number> {
  const world = createTestWorld()
  await world.signIn(await world.start())
  const before = world.server.tokenRequests
  await world.advance('10m')
  world.dispose()
  return world.server.tokenRequests - before
}

function Page({ auth, onStarted = () => {} }: { auth: Auth; onStarted?: () => void }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <Status onStarted={onStarted} />
      <Show when={(view) => view.isAuthenticated}>
        <p>for members</p>
      </Show>
      <OfflineBanner>{({ regionProps, offline }) => <div {...regionProps}>{offline?.reason}</div>}</OfflineBanner>
    </AuthProvider>
  )
}

function Status({ onStarted }: { onStarted: () => void }): ReactElement {
  useAuthEvent('session.started', onStarted)
  return <p>{useAuth((view) => view.status)}</p>
}

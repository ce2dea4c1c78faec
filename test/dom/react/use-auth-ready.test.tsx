import { act, render } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Suspense, type ReactElement } from 'react'
import type { Auth } from '../../../src/auth.ts'
import { AuthProvider, useAuthReady } from '../../../src/react/index.ts'
import { createTestWorld, type TestWorld } from '../../../src/testing/test-world.ts'
import { faultyPorts } from '../../core/faulty-ports.ts'
import { shownAuth } from './shown-auth.ts'
import { active, restoring } from './views.ts'

describe('useAuthReady', () => {
  it('suspends until the stored session has been looked at, and no longer than that is given (RS-06)', async () => {
    const { world, auth } = heldUp()
    const { container } = await act(async () => render(<Page auth={auth} />))
    expect(container.textContent).toBe('opening')
    await act(() => world.advance('10s'))
    expect(container.textContent).toBe('SIGNED_OUT')
    world.dispose()
  })

  it('does not suspend where the session is known, or where only the user can go on', () => {
    expect(render(<Page auth={shownAuth(active).auth} />).container.textContent).toBe('ACTIVE')
    expect(render(<Page auth={shownAuth(restoring).auth} />).container.textContent).toBe('RESTORING')
  })

  it('follows the session afterwards', () => {
    const { auth, show } = shownAuth(active)
    const { container } = render(<Page auth={auth} />)
    act(() => show({ ...active, status: 'REFRESHING' }))
    expect(container.textContent).toBe('REFRESHING')
  })

  it('neither suspends nor fails on a server, and is taken over without a mismatch', async () => {
    const html = renderToString(<Page auth={shownAuth(active).auth} />)
    expect(html).toContain('RESTORING')
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = html
    const recovered: unknown[] = []
    await act(async () => {
      render(<Page auth={shownAuth(active).auth} />, {
        container,
        hydrate: true,
        onRecoverableError: (error) => recovered.push(error),
      })
    })
    expect(recovered).toEqual([])
    expect(container.textContent).toBe('ACTIVE')
  })

  it('lets go when the auth is disposed of before it was ready', async () => {
    const { world, auth } = heldUp()
    const { container } = await act(async () => render(<Page auth={auth} />))
    expect(container.textContent).toBe('opening')
    await act(async () => auth.dispose())
    expect(container.textContent).toBe('RESTORING')
    world.dispose()
  })
})

/** A session whose store does not answer. */
function heldUp(): { world: TestWorld; auth: Auth } {
  const world = createTestWorld()
  const { store, identity, plan } = faultyPorts(world)
  plan((call) => (call.startsWith('store.') ? { do: 'hang', when: 'before' } : null))
  return { world, auth: world.open({ store, identity }).auth }
}

function Page({ auth }: { auth: Auth }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <Suspense fallback="opening">
        <Status />
      </Suspense>
    </AuthProvider>
  )
}

function Status(): string {
  return useAuthReady().status
}

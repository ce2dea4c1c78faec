import { act, render } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ReactElement } from 'react'
import { AuthProvider, Show, useAuth } from '../../../src/react/index.ts'
import type { Auth } from '../../../src/auth.ts'
import { shownAuth } from './shown-auth.ts'
import { active, signedOut } from './views.ts'

describe('server rendering', () => {
  it('shows RESTORING whatever the auth says', () => {
    expect(renderToString(<Page auth={shownAuth(active).auth} />)).toContain('<p>RESTORING</p>')
  })

  it('is taken over with the same markup, and then shows the session', () => {
    const html = renderToString(<Page auth={shownAuth(signedOut).auth} />)
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = html
    const seen: string[] = []
    const recovered: unknown[] = []
    act(() => {
      render(<Page auth={shownAuth(active).auth} seen={seen} />, {
        container,
        hydrate: true,
        onRecoverableError: (error) => recovered.push(error),
      })
    })
    expect(recovered).toEqual([])
    expect(seen[0]).toBe('RESTORING')
    expect(container.textContent).toBe('ACTIVE inside')
  })

  it('shows the session at once where nothing is hydrated', () => {
    const seen: string[] = []
    render(<Page auth={shownAuth(active).auth} seen={seen} />)
    expect(seen).toEqual(['ACTIVE'])
  })
})

function Page({ auth, seen }: { auth: Auth; seen?: string[] }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <Status {...(seen ? { seen } : {})} />
      <Show when={(view) => view.isAuthenticated}> inside</Show>
    </AuthProvider>
  )
}

function Status({ seen }: { seen?: string[] }): ReactElement {
  const status = useAuth((view) => view.status)
  seen?.push(status)
  return <p>{status}</p>
}

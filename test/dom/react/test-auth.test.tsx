import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { ReactElement } from 'react'
import { AuthBoundary, AuthProvider, useAuth, useAuthEvent, useCan } from '../../../src/react/index.ts'
import { createTestAuth, type TestAuth } from '../../../src/testing/test-auth/create-test-auth.ts'
import { stateViews, testMorning } from '../../../src/testing/test-auth/state-views.ts'
import type { AuthStatus } from '../../../src/view.ts'

const states = Object.keys(stateViews) as readonly AuthStatus[]

describe('createTestAuth', () => {
  it.each(states)('stands in %s without network, storage or timers', (at) => {
    const auth = createTestAuth({ at })
    expect(auth.state).toEqual(stateViews[at])
    const { container } = render(<Page auth={auth} />)
    expect(container.textContent).not.toBe('')
    expect(auth.actor.getSnapshot().status).toBe('active')
    expect(auth.asked).toEqual([])
  })

  it('says what differs, and goes on to other states', () => {
    const auth = createTestAuth({ at: 'OFFLINE_STALE', view: { reason: 'captive_portal', pending: 3 } })
    render(<Page auth={auth} />)
    expect(screen.getByText('captive_portal 3')).toBeVisible()
    act(() => auth.show('LOCKED', { reason: 'too_many_attempts' }))
    expect(screen.getByText('locked too_many_attempts')).toBeVisible()
  })

  it('signs in and out when the app does, and notes the rest', async () => {
    const auth = createTestAuth({ at: 'SIGNED_OUT' })
    render(<Page auth={auth} />)
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(screen.getByText('ACTIVE 0')).toBeVisible()
    await act(() => auth.signOut())
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeVisible()
    auth.retry()
    expect(auth.asked).toEqual(['signIn', 'signOut', 'retry'])
    await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  })

  it('gives the answers it was given about capabilities', () => {
    const auth = createTestAuth({ at: 'ACTIVE', can: { 'note.create': true, 'order.close': false } })
    render(<Page auth={auth} />)
    expect(screen.getByText('may write')).toBeVisible()
    expect(auth.guard('note.create', () => 'done')).toBe('done')
    expect(() => auth.guard('order.close', () => 'done')).toThrow('not')
  })

  it('tells events', () => {
    const auth = createTestAuth({ at: 'ACTIVE' })
    const heard: string[] = []
    render(<Page auth={auth} onEnd={(reason) => heard.push(reason)} />)
    act(() => auth.tell('session.ended', { at: testMorning, status: 'REAUTH_REQUIRED', reason: 'revoked' }))
    expect(heard).toEqual(['revoked'])
  })

  it('is ready once it leaves RESTORING', async () => {
    const auth = createTestAuth({ at: 'RESTORING' })
    let isReady = false
    void auth.ready.then(() => (isReady = true))
    await Promise.resolve()
    expect(isReady).toBe(false)
    auth.show('ACTIVE')
    await auth.ready
    expect(isReady).toBe(true)
  })
})

function Page<Capability extends string>(props: {
  auth: TestAuth<Capability>
  onEnd?: (reason: string) => void
}): ReactElement {
  return (
    <AuthProvider auth={props.auth}>
      <AuthBoundary
        restoring="opening"
        signedOut={<SignIn />}
        reauth={({ reason }) => `again ${reason}`}
        locked={({ reason }) => `locked ${reason}`}
      >
        <Work onEnd={props.onEnd ?? (() => {})} />
      </AuthBoundary>
    </AuthProvider>
  )
}

function SignIn(): ReactElement {
  const { signIn } = useAuth()
  return <button onClick={() => void signIn()}>Sign in</button>
}

function Work({ onEnd }: { onEnd: (reason: string) => void }): ReactElement {
  const text = useAuth((view) => `${view.status === 'OFFLINE_STALE' ? view.reason : view.status} ${view.pending}`)
  const decision = useCan('note.create')
  useAuthEvent('session.ended', ({ reason }) => onEnd(reason))
  return (
    <>
      <p>{text}</p>
      <p>{decision.allowed ? 'may write' : decision.reason}</p>
    </>
  )
}

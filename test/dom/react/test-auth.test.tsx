import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { ReactElement } from 'react'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import {
  AuthBoundary,
  AuthProvider,
  StepUpHost,
  useAuth,
  useAuthEvent,
  useCan,
  useNeedsAttention,
  useQueue,
} from '../../../src/react/index.ts'
import { createTestAuth, type TestAuth } from '../../../src/testing/test-auth/create-test-auth.ts'
import { stateViews, testMorning } from '../../../src/testing/test-auth/state-views.ts'
import { testAccounts } from '../../../src/testing/test-auth/test-accounts.ts'
import { testPresence } from '../../../src/testing/test-auth/test-presence.ts'
import { testQueue } from '../../../src/testing/test-auth/test-queue.ts'
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

describe('what createTestAuth brings along', () => {
  const createNote = defineOperation<{ text: string }>({
    name: 'note.create',
    version: 1,
    request: ({ text }) => ({ method: 'POST', url: 'https://api.test/notes', json: { text } }),
  })

  it('is a queue that keeps what it is given', async () => {
    const auth = createTestAuth({ at: 'OFFLINE_STALE', queue: testQueue([{ state: 'conflict' }]) })
    render(
      <AuthProvider auth={auth}>
        <Unsent />
      </AuthProvider>,
    )
    expect(screen.getByText('1 waiting, 1 for you')).toBeVisible()
    const first = await act(() => auth.queue?.enqueue(createNote, { text: 'Filter changed' }))
    expect(first).toEqual({ id: 'item-2', durability: 'durable', coalesced: false })
    expect(screen.getByText('2 waiting, 1 for you')).toBeVisible()
    expect(auth.queue?.counts()).toMatchObject({ total: 2, unsent: 1, needsAttention: 1, byState: { conflict: 1 } })
    await act(() => auth.queue?.resolve('item-1', 'mine'))
    expect(screen.getByText('2 waiting, 0 for you')).toBeVisible()
    await act(() => auth.queue?.cancel('item-2'))
    const after = await act(() => auth.queue?.enqueue(createNote, { text: 'Belt worn' }))
    expect(after?.id).toBe('item-3')
    expect(await act(() => auth.queue?.edit('item-3', createNote, { text: 'Belt torn' }))).toBe('ok')
    expect(auth.queue?.items({ operation: 'note.create' }).at(-1)?.content?.variables).toEqual({ text: 'Belt torn' })
    expect(await auth.queue?.discard('item-9')).toBe('not_found')
  })

  it('is a presence that grants', async () => {
    const auth = createTestAuth({ at: 'ACTIVE', presence: testPresence({ isShut: true }) })
    render(
      <AuthProvider auth={auth}>
        <StepUpHost>{({ isShut, unlock }) => <button onClick={unlock}>{isShut ? 'Shut' : 'Open'}</button>}</StepUpHost>
      </AuthProvider>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Shut' }))
    expect(screen.getByRole('button', { name: 'Open' })).toBeVisible()
    act(() => auth.presence?.lock())
    expect(screen.getByRole('button', { name: 'Shut' })).toBeVisible()
  })

  it('is people, where a test names them', async () => {
    const auth = createTestAuth({ at: 'ACTIVE', accounts: testAccounts([{}, {}, { standing: 'signed_out' }]) })
    const [first, second, third] = auth.accounts?.list() ?? []
    expect([first?.isShown, second?.isShown]).toEqual([true, false])
    if (second === undefined || third === undefined) throw new Error('nobody is there')
    expect(await auth.accounts?.switchTo(third.account)).toEqual({ status: 'signed_out' })
    expect(await auth.accounts?.switchTo(second.account)).toEqual({ status: 'switched' })
    expect(await auth.accounts?.remove(second.account)).toEqual({ status: 'removed' })
    expect(await auth.accounts?.remove(second.account)).toEqual({ status: 'unknown' })
    expect(auth.accounts?.list().map(({ isShown }) => isShown)).toEqual([false, false])
  })

  it('is left out where null says so', () => {
    const auth = createTestAuth({ at: 'ACTIVE', queue: null, presence: null })
    expect([auth.queue, auth.presence, auth.accounts]).toEqual([null, null, null])
  })
})

function Unsent(): ReactElement {
  const { items } = useQueue()
  return <p>{`${items.length} waiting, ${useNeedsAttention().length} for you`}</p>
}

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

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { act, render, screen, userEvent } from '@testing-library/react-native'
import { pin } from 'authchart/adapters/pin'
import { durableQueue } from 'authchart/queue'
import { createTestWorld, type TestWorld } from 'authchart/testing'
import { App } from './.cache/expo/src/app.tsx'
import { clearNotes, createNote, policy } from './.cache/expo/src/notes.ts'
import { deriveQuickly } from './device.ts'
import { sees } from './on-screen.tsx'

let world: TestWorld
let saved: string[]

beforeEach(() => {
  saved = []
  world = createTestWorld({
    serve: async (request) => {
      if (request.method === 'POST') saved = [...saved, ((await request.json()) as { text: string }).text]
      if (request.method === 'DELETE') saved = []
      return Response.json(saved)
    },
    auth: {
      policy,
      queue: durableQueue({ operations: [createNote, clearNotes] }),
      stepUp: [pin({ deriveKey: deriveQuickly })],
      origins: ['https://api.example.com'],
    },
  })
})
afterEach(() => world.dispose())

describe('the screens of examples/expo', () => {
  it('sign somebody in by name and password, and out again', async () => {
    await openApp()
    await signIn('Sign in')
    sees('Everything is sent')
    await userEvent.press(screen.getByRole('button', { name: 'Sign out' }))
    await passes('1s')
    expect(screen.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })

  it('say that the network is away, and keep a note until it is back', async () => {
    await openApp()
    await signIn('Sign in')
    await act(() => world.switchNetwork('offline'))
    await passes('4s')
    sees('Working offline: no network')
    await write('gate code')
    sees('1 not sent yet')
    expect(saved).toEqual([])
    await act(() => world.switchNetwork('online'))
    await passes('30s')
    expect(screen.queryByText(/Working offline/)).toBeNull()
    sees('Everything is sent', 'gate code')
    expect(saved).toEqual(['gate code'])
  })

  it('ask to sign in again when the session was revoked, and lose no note over it', async () => {
    await openApp()
    await signIn('Sign in')
    await act(() => world.switchNetwork('offline'))
    await passes('4s')
    await write('gate code')
    world.server.revokeSession()
    await act(() => world.switchNetwork('online'))
    await passes('2m')
    await signIn('Sign in again')
    await passes('30s')
    expect(saved).toEqual(['gate code'])
    sees('gate code')
  })

  it('ask for the PIN before everything is deleted', async () => {
    await openApp()
    await signIn('Sign in')
    await write('gate code')
    await passes('5s')
    await setUpPin()
    await passes('10m')

    await userEvent.press(screen.getByRole('button', { name: 'Delete all' }))
    await until('Your PIN')
    await userEvent.press(screen.getByRole('button', { name: 'Not now' }))
    await passes('1s')
    sees('Nothing was deleted: step_up_cancelled')
    expect(saved).toEqual(['gate code'])

    await userEvent.press(screen.getByRole('button', { name: 'Delete all' }))
    await until('Your PIN')
    await answer('Your PIN')
    for (let second = 0; saved.length > 0 && second < 50; second += 1) await passes('1s')
    expect(saved).toEqual([])
  })
})

async function openApp(): Promise<void> {
  const { auth } = world.open()
  await render(<App auth={auth} />)
  await passes('1s')
}

async function signIn(title: string): Promise<void> {
  expect(screen.getByRole('heading', { name: title })).toBeVisible()
  const name = screen.getByLabelText('User name')
  await userEvent.clear(name)
  await userEvent.type(name, 'mira')
  await userEvent.type(screen.getByLabelText('Password'), 'secret')
  await userEvent.press(screen.getByRole('button', { name: title }))
  await passes('1s')
  expect(screen.getByRole('heading', { name: /Notes of/ })).toBeVisible()
}

async function write(text: string): Promise<void> {
  await userEvent.type(screen.getByLabelText('Note'), text)
  await userEvent.press(screen.getByRole('button', { name: 'Save' }))
  await passes(0)
}

async function setUpPin(): Promise<void> {
  await userEvent.press(screen.getByRole('button', { name: 'Set up a PIN' }))
  for (const question of ['A new PIN', 'The new PIN once more']) {
    await until(question)
    await answer(question)
  }
  for (let look = 0; screen.queryByLabelText('The new PIN once more') !== null && look < 50; look += 1) await passes(0)
}

async function answer(question: string): Promise<void> {
  await userEvent.type(screen.getByLabelText(question), '271828')
  await userEvent.press(screen.getByRole('button', { name: 'Go on' }))
}

/** Deriving a key takes turns of the event loop that no store knows of. */
async function until(label: string): Promise<void> {
  for (let look = 0; screen.queryByLabelText(label) === null && look < 50; look += 1) await passes(0)
}

async function passes(span: Parameters<TestWorld['advance']>[0]): Promise<void> {
  await act(() => world.advance(span))
}

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { act, render, screen, userEvent } from '@testing-library/react-native'
import type { Auth } from 'authchart'
import { App } from './.cache/expo/src/app.tsx'
import { openAuth } from './.cache/expo/src/auth.ts'
import { natives, newPhone, switchApp, switchNetwork } from './natives.ts'
import { notesApi, type NotesApi } from './notes-api.ts'
import { useOwnGlobals } from './own-globals.ts'

const ownFetch = globalThis.fetch
let api: NotesApi
let auth: Auth
let putBack: () => void

beforeEach(() => {
  newPhone()
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] })
  putBack = useOwnGlobals()
  api = notesApi()
  globalThis.fetch = api.fetch
})
afterEach(() => {
  auth.dispose()
  globalThis.fetch = ownFetch
  putBack()
  jest.useRealTimers()
})

describe('examples/expo as it is put together', () => {
  it('keeps session and note over a restart in a tunnel, and sends the note once', async () => {
    await open()
    await signIn()
    await act(() => switchNetwork('none'))
    await sees('Working offline: no network')
    await write('gate code')
    await sees('1 not sent yet')

    await close()
    await open()
    await sees('Notes of Mira')
    await sees('1 not sent yet')
    expect(api.notes).toEqual([])
    await act(() => switchNetwork('wifi'))
    await sees('Everything is sent')
    await sees('gate code')
    expect([api.notes, api.reused]).toEqual([['gate code'], 0])
  })

  it('renews the session when the app comes to the front after hours', async () => {
    await open()
    await signIn()
    await act(() => switchApp('background'))
    jest.setSystemTime(Date.now() + 3 * 3_600_000)
    await act(() => switchApp('active'))
    await write('gate code')
    await sees('gate code')
    expect([auth.state.status, api.reused]).toEqual(['ACTIVE', 0])
  })

  it('keeps no token in SQLite nor in the keychain that could be read there', async () => {
    await open()
    await signIn()
    const rows = [...natives.databases.values()].flatMap((database) => database.prepare('SELECT * FROM rows').all())
    const kept = [...rows.flatMap(Object.values), ...natives.secrets.values()].map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
    )
    expect(kept.length).toBeGreaterThan(5)
    for (const token of ['access-1', 'refresh-1']) {
      const ways = [token, Buffer.from(token).toString('base64').replace(/=+$/, ''), Buffer.from(token).toString('hex')]
      expect(kept.filter((text) => ways.some((way) => text.includes(way)))).toEqual([])
    }
  })
})

async function open(): Promise<void> {
  auth = openAuth()
  await render(<App auth={auth} />)
}

async function close(): Promise<void> {
  await screen.unmount()
  auth.dispose()
}

async function signIn(): Promise<void> {
  const user = userEvent.setup({ advanceTimers: (span) => jest.advanceTimersByTimeAsync(span) })
  await until(() => screen.queryByLabelText('User name') !== null)
  await user.type(screen.getByLabelText('User name'), 'mira')
  await user.type(screen.getByLabelText('Password'), 'secret')
  await user.press(screen.getByRole('button', { name: 'Sign in' }))
  await sees('Notes of Mira')
}

async function write(text: string): Promise<void> {
  const user = userEvent.setup({ advanceTimers: (span) => jest.advanceTimersByTimeAsync(span) })
  await user.type(screen.getByLabelText('Note'), text)
  await user.press(screen.getByRole('button', { name: 'Save' }))
}

async function sees(text: string): Promise<void> {
  await until(() => screen.queryByText(text) !== null)
  expect(screen.getByText(text)).toBeVisible()
}

/** Time passes until it is so: a quarter of a second at a time, and what Web Crypto's threads need. */
async function until(isSo: () => boolean): Promise<void> {
  for (let quarter = 0; !isSo() && quarter < 400; quarter += 1) {
    await act(async () => {
      await crypto.subtle.digest('SHA-256', new Uint8Array(1))
      await new Promise((resolve) => setImmediate(resolve))
      await jest.advanceTimersByTimeAsync(250)
    })
  }
}

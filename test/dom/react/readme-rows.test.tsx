import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReactElement } from 'react'
import type { Auth } from '../../../src/auth.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/index.ts'
import { AuthBoundary, AuthProvider, OfflineBanner, useAuth, useQueue } from '../../../src/react/index.ts'
import {
  createTestWorld,
  type TestTab,
  type TestWorld,
  type TestWorldOptions,
} from '../../../src/testing/test-world.ts'
import { duration } from '../../../machines/time.ts'

const readme = readFileSync('README.md', 'utf8')
const [, table = ''] = readme.split('## What happens when')
const promised = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| (?!---)([^|]+?) +\|/gm)].flatMap(
  ([, row = '']) => row.trim() || [],
)

const addNote = defineOperation<{ text: string }>({
  name: 'note.create',
  version: 1,
  request: ({ text }) => ({ method: 'POST', url: 'https://api.test/notes', json: { text } }),
})

let world: TestWorld
let served: string[]

function begin(options: TestWorldOptions = {}): void {
  served = []
  world = createTestWorld({
    accessTokenTtl: duration(60_000),
    serve: async (request) => {
      served.push(await request.text())
      return Response.json({ id: served.length })
    },
    auth: { queue: durableQueue({ operations: [addNote] }) },
    ...options,
  })
}

beforeEach(() => begin())
afterEach(() => world.dispose())

/** What the rows say, as somebody in front of the page sees it. */
describe('a row of the README, in front of the page', () => {
  const rows: Readonly<Record<string, () => Promise<void>>> = {
    'the network goes away': async () => {
      const auth = await members()
      await outOfReach(auth)
      sees('OFFLINE_STALE', 'network_unavailable', 'for members', '1 unsent')
      world.switchNetwork('online')
      await passes('30s')
      sees('ACTIVE', 'for members', '0 unsent')
      expect(served).toEqual(['{"text":"gate code"}'])
    },
    'the provider answers 503 or 429': async () => {
      const auth = await members()
      for (const answer of ['503', '429'] as const) {
        world.server.setAnswer(answer)
        await passes('90s')
        expect(auth.state.isAuthenticated).toBe(true)
        sees('for members')
        world.server.setAnswer(null)
        await passes('10m')
        sees('ACTIVE', 'for members')
      }
      world.server.setAnswer('503 retry-after')
      const before = world.server.attempts
      await untilAsked(before)
      sees('OFFLINE_STALE')
      const asked = world.server.attempts
      await act(async () => {
        auth.retry()
        await world.advance('4s')
      })
      expect(world.server.attempts).toBe(asked)
    },
    'a captive portal answers instead': async () => {
      await members()
      world.server.setAnswer('portal')
      await passes('90s')
      sees('OFFLINE_STALE', 'captive_portal', 'for members')
      world.server.setAnswer(null)
      await passes('10m')
      sees('ACTIVE', 'for members')
    },
    'the session was revoked': async () => {
      const auth = await members()
      await outOfReach(auth)
      world.server.revokeSession()
      world.switchNetwork('online')
      await passes('2m')
      sees('sign in again')
      expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', user: { id: 'mira' }, pending: 1 })
      await act(() => world.signIn(auth))
      await passes('30s')
      sees('ACTIVE', '0 unsent')
      expect(served).toHaveLength(1)
    },
    'the account was disabled': async () => {
      const auth = await members()
      await outOfReach(auth)
      world.server.disable()
      world.switchNetwork('online')
      await passes('2m')
      sees('locked: account_disabled')
      expect(auth.state.pending).toBe(1)
      world.server.enable()
      await act(() => world.signIn(auth))
      await passes('30s')
      sees('ACTIVE', '0 unsent')
      expect(served).toHaveLength(1)
    },
    'two tabs find the token due at once': async () => {
      const auth = await members()
      const other = await world.start()
      const before = world.server.refreshRequests
      const tokens = [auth, other].map((tab) => tab.getAccessToken({ minTtl: '55s' }))
      await passes('2s')
      expect(new Set(await Promise.all(tokens)).size).toBe(1)
      expect(world.server.refreshRequests - before).toBeLessThanOrEqual(1)
      await passes('10m')
      expect([auth.state.status, other.state.status]).toEqual(['ACTIVE', 'ACTIVE'])
      expect(world.server.reuseDetected).toBe(0)
      sees('ACTIVE', 'for members')
    },
    'the app is killed between rotation and save': async () => {
      const tab = await opened()
      const release = world.server.hold()
      const before = world.server.refreshRequests
      for (let second = 0; world.server.refreshRequests === before && second < 90; second += 1) await passes('1s')
      tab.kill()
      release()
      await passes('1s')
      const answer = world.server.hold()
      const again = await world.start()
      cleanup()
      render(<Page auth={again} />)
      sees('REFRESHING', 'for members')
      answer()
      await passes('30s')
      sees('ACTIVE', 'for members')
      expect(world.server.reuseDetected).toBe(0)
    },
    'somebody signs out in a tunnel': async () => {
      const auth = await members()
      world.switchNetwork('offline')
      await passes('4s')
      await act(async () => {
        await Promise.all([auth.signOut(), world.advance('1s')])
      })
      sees('sign in')
      expect(screen.queryByText('for members')).toBeNull()
      const session = [...world.disk.rows.values()].filter(({ key }) => key.kind === 'session')
      expect(session.map(({ sealed }) => sealed)).toEqual(session.map(() => null))
      expect(world.server.revokedTokens).toHaveLength(0)
      world.switchNetwork('online')
      await passes('5m')
      expect(world.server.revokedTokens).toHaveLength(1)
    },
  }

  it('has a test here, and no test is without its row', () => {
    expect(promised.length).toBeGreaterThan(5)
    expect(Object.keys(rows)).toEqual(promised)
  })

  it.each(Object.entries(rows))('holds when %s', async (_, walk) => {
    await expect(walk()).resolves.toBeUndefined()
  })
})

async function members(): Promise<Auth> {
  return (await opened()).auth
}

async function opened(): Promise<TestTab> {
  const tab = world.open()
  await act(() => world.settle())
  render(<Page auth={tab.auth} />)
  await act(() => world.signIn(tab.auth))
  sees('ACTIVE', 'for members')
  return tab
}

/** The network is gone, and somebody writes a note all the same. */
async function outOfReach(auth: Auth): Promise<void> {
  world.switchNetwork('offline')
  await passes('4s')
  await act(async () => {
    await Promise.all([auth.queue?.enqueue(addNote, { text: 'gate code' }), world.settle()])
  })
  await waitFor(() => sees('1 unsent'))
}

async function passes(span: Parameters<TestWorld['advance']>[0]): Promise<void> {
  await act(() => world.advance(span))
}

async function untilAsked(before: number): Promise<void> {
  for (let second = 0; world.server.attempts === before && second < 90; second += 1) await passes('1s')
}

function sees(...texts: readonly string[]): void {
  for (const text of texts) expect(screen.getByText(text)).toBeVisible()
}

function Page({ auth }: { auth: Auth }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <OfflineBanner>
        {({ regionProps, offline }) => <p {...regionProps}>{offline === null ? '' : offline.reason}</p>}
      </OfflineBanner>
      <AuthBoundary
        restoring="opening"
        signedOut={<p>sign in</p>}
        reauth={<p>sign in again</p>}
        locked={({ reason }) => <p>locked: {reason}</p>}
      >
        <Members />
      </AuthBoundary>
    </AuthProvider>
  )
}

function Members(): ReactElement {
  const status = useAuth((view) => view.status)
  const { items } = useQueue()
  return (
    <>
      <p>{status}</p>
      <p>for members</p>
      <p>{items.length} unsent</p>
    </>
  )
}

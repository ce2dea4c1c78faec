import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { act, render, screen, waitFor } from '@testing-library/react-native'
import type { Auth } from 'authchart'
import { durableQueue } from 'authchart/queue'
import { createTestWorld, type NetworkMode, type Span, type TestTab, type TestWorld } from 'authchart/testing'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addNote } from './device.ts'
import { MembersScreen } from './members-screen.tsx'

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8')
const [, table = ''] = readme.split('## What happens when')
const promised = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| (?!---)([^|]+?) +\|/gm)].flatMap(
  ([, row = '']) => row.trim() || [],
)

let world: TestWorld
let served: string[]

beforeEach(() => {
  served = []
  world = createTestWorld({
    serve: async (request) => {
      served.push(await request.text())
      return Response.json({ id: served.length })
    },
    auth: { queue: durableQueue({ operations: [addNote] }) },
  })
})
afterEach(() => world.dispose())

describe('a row of the README, on a phone', () => {
  const rows: Readonly<Record<string, () => Promise<void>>> = {
    'the network goes away': async () => {
      const { auth } = await opened()
      await outOfReach(auth)
      sees('OFFLINE_STALE', 'network_unavailable', 'for members', '1 unsent')
      await network('online')
      await passes('30s')
      sees('ACTIVE', 'for members', '0 unsent')
      expect(served).toEqual(['{"text":"gate code"}'])
    },
    'the provider answers 503 or 429': async () => {
      const { auth } = await opened()
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
      for (let second = 0; world.server.attempts === before && second < 90; second += 1) await passes('1s')
      sees('OFFLINE_STALE')
      const asked = world.server.attempts
      await act(async () => {
        auth.retry()
        await world.advance('4s')
      })
      expect(world.server.attempts).toBe(asked)
    },
    'a captive portal answers instead': async () => {
      await opened()
      world.server.setAnswer('portal')
      await passes('90s')
      sees('OFFLINE_STALE', 'captive_portal', 'for members')
      world.server.setAnswer(null)
      await passes('10m')
      sees('ACTIVE', 'for members')
    },
    'the session was revoked': async () => {
      const { auth } = await opened()
      await outOfReach(auth)
      world.server.revokeSession()
      await network('online')
      await passes('2m')
      sees('sign in again')
      expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', user: { id: 'mira' }, pending: 1 })
      await act(() => world.signIn(auth))
      await passes('30s')
      sees('ACTIVE', '0 unsent')
      expect(served).toHaveLength(1)
    },
    'the account was disabled': async () => {
      const { auth } = await opened()
      await outOfReach(auth)
      world.server.disable()
      await network('online')
      await passes('2m')
      sees('locked: account_disabled')
      expect(auth.state.pending).toBe(1)
      world.server.enable()
      await act(() => world.signIn(auth))
      await passes('30s')
      sees('ACTIVE', '0 unsent')
      expect(served).toHaveLength(1)
    },
    // A phone has no tabs, but an app can run in two places: the screen, and what a push notification woke.
    'two tabs find the token due at once': async () => {
      const { auth } = await opened()
      const other = await world.start()
      const before = world.server.refreshRequests
      const tokens = [auth, other].map((one) => one.getAccessToken({ minTtl: '55s' }))
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
      await screen.unmount()
      await render(<MembersScreen auth={again} />)
      sees('REFRESHING', 'for members')
      answer()
      await passes('30s')
      sees('ACTIVE', 'for members')
      expect(world.server.reuseDetected).toBe(0)
    },
    'somebody signs out in a tunnel': async () => {
      const { auth } = await opened()
      await network('offline')
      await passes('4s')
      await act(async () => {
        await Promise.all([auth.signOut(), world.advance('1s')])
      })
      sees('sign in')
      expect(screen.queryByText('for members')).toBeNull()
      const session = [...world.disk.rows.values()].filter(({ key }) => key.kind === 'session')
      expect(session.map(({ sealed }) => sealed)).toEqual(session.map(() => null))
      expect(world.server.revokedTokens).toHaveLength(0)
      await network('online')
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

async function opened(): Promise<TestTab> {
  const tab = world.open()
  await act(() => world.settle())
  await render(<MembersScreen auth={tab.auth} />)
  await act(() => world.signIn(tab.auth))
  sees('ACTIVE', 'for members')
  return tab
}

/** The network is gone, and somebody writes a note all the same. */
async function outOfReach(auth: Auth): Promise<void> {
  await network('offline')
  await passes('4s')
  await act(async () => {
    await Promise.all([auth.queue?.enqueue(addNote, { text: 'gate code' }), world.settle()])
  })
  await waitFor(() => sees('1 unsent'))
}

async function network(mode: NetworkMode): Promise<void> {
  await act(() => world.switchNetwork(mode))
}

async function passes(span: Span): Promise<void> {
  await act(() => world.advance(span))
}

function sees(...texts: readonly string[]): void {
  for (const text of texts) expect(screen.getByText(text)).toBeVisible()
}

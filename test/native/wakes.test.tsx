import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { act, render } from '@testing-library/react-native'
import type { Auth } from 'authchart'
import { durableQueue } from 'authchart/queue'
import { createTestWorld, type Span, type TestWorld } from 'authchart/testing'
import { phone } from './.cache/expo/src/phone.ts'
import { addNote } from './device.ts'
import { MembersScreen } from './members-screen.tsx'
import { newPhone, switchApp, switchNetwork } from './natives.ts'
import { sees } from './on-screen.tsx'

let world: TestWorld

beforeEach(() => {
  newPhone()
  world = createTestWorld({ auth: { queue: durableQueue({ operations: [addNote] }) } })
})
afterEach(() => world.dispose())

describe('the phone', () => {
  it('says by NetInfo that the network is gone, and that it is back', async () => {
    await opened()
    await network('none')
    await passes('4s')
    sees('OFFLINE_STALE', 'network_unavailable', 'for members')
    await network('wifi')
    await passes('30s')
    sees('ACTIVE', 'for members')
  })

  it('asks at once when the app comes to the front, and not when it goes to the back', async () => {
    const auth = await opened()
    world.server.setAnswer('503')
    for (let minute = 0; auth.state.status !== 'OFFLINE_STALE' && minute < 10; minute += 1) await passes('1m')
    sees('OFFLINE_STALE')
    world.server.setAnswer(null)
    const before = world.server.attempts
    await act(() => switchApp('background'))
    await passes(0)
    expect(world.server.attempts).toBe(before)
    await act(() => switchApp('active'))
    await passes(0)
    expect(world.server.attempts).toBe(before + 1)
    sees('ACTIVE')
  })

  it('asks nobody for what iOS shows between back and front', async () => {
    await opened()
    const before = world.server.attempts
    await act(() => switchApp('inactive'))
    await act(() => switchApp('active'))
    await passes(0)
    expect(world.server.attempts).toBe(before)
    sees('ACTIVE')
  })

  it('is not listened to any more once the app let go of its auth', async () => {
    const { clock, connectivity } = phone()
    const heard: string[] = []
    const leave = [clock.lifecycle((event) => heard.push(event)), connectivity.subscribe((event) => heard.push(event))]
    // NetInfo tells what it knows to whoever asks, in a turn of its own.
    await act(async () => {})
    heard.length = 0
    switchApp('background')
    switchNetwork('none')
    const before = [...heard]
    for (const end of leave) end()
    switchApp('active')
    switchNetwork('wifi')
    expect([before, heard]).toEqual([['hiding', 'offline'], before])
  })
})

/** A session on the phone's own network and lifecycle; its time is the world's. */
async function opened(): Promise<Auth> {
  const { clock, connectivity } = phone()
  const { auth } = world.open({
    platform: (own) => ({ connectivity, clock: { ...own.clock, lifecycle: clock.lifecycle } }),
  })
  await passes(0)
  await render(<MembersScreen auth={auth} />)
  await act(() => world.signIn(auth))
  sees('ACTIVE', 'for members')
  return auth
}

async function network(to: 'wifi' | 'none'): Promise<void> {
  world.switchNetwork(to === 'wifi' ? 'online' : 'offline')
  await act(() => switchNetwork(to))
}

async function passes(span: Span): Promise<void> {
  await act(() => world.advance(span))
}

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { act, render, renderHook } from '@testing-library/react-native'
import type { AuthView } from 'authchart'
import {
  useAccounts,
  useAuth,
  useAuthEvent,
  useAuthReady,
  useCan,
  useConnectivity,
  useGuard,
  useUser,
} from 'authchart/react'
import { StrictMode, Suspense, type ReactElement, type ReactNode } from 'react'
import { Text } from 'react-native'
import { aDevice, type Device } from './device.ts'
import { exported, type Facts } from './exported.ts'
import { below, hook, sees } from './on-screen.tsx'
import { signedIn } from './people.ts'

let device: Device
beforeEach(() => {
  device = aDevice()
})
afterEach(() => device.world.dispose())

const facts: Facts = {
  useAccounts: [
    'lists the people of the phone',
    async () => {
      const auth = await signedIn(device)
      const { result } = await hook(auth, () => useAccounts().accounts)
      await device.settles()
      expect(result.current).toMatchObject([{ user: { id: 'mira' }, isShown: true, standing: 'signed_in' }])
    },
  ],
  useAuth: [
    'renders when the selected part changes, and only then',
    async () => {
      const auth = await signedIn(device)
      let renders = 0
      const { result } = await hook(auth, () => {
        renders += 1
        return useAuth((view) => view.user?.id ?? null)
      })
      const before = renders
      await device.goesOffline()
      expect([result.current, renders]).toEqual(['mira', before])
      await act(async () => {
        await Promise.all([auth.signOut(), device.world.advance('1s')])
      })
      expect(result.current).toBeNull()
    },
  ],
  useAuthEvent: [
    'hears an event once, under StrictMode too',
    async () => {
      const auth = await device.world.start()
      const heard: string[] = []
      const strict = (children: ReactNode): ReactElement => <StrictMode>{below(auth)({ children })}</StrictMode>
      await renderHook(() => useAuthEvent('session.started', () => void heard.push('started')), {
        wrapper: ({ children }: { children: ReactNode }) => strict(children),
      })
      await act(() => device.world.signIn(auth))
      expect(heard).toEqual(['started'])
    },
  ],
  useAuthReady: [
    'suspends while the stored session is looked at',
    async () => {
      const first = device.world.open()
      await device.settles()
      await act(() => device.world.signIn(first.auth))
      first.kill()
      const { auth } = device.world.open()
      const seen: AuthView['status'][] = []
      const Ready = (): ReactElement => {
        const { status } = useAuthReady()
        seen.push(status)
        return <Text>{status}</Text>
      }
      await render(
        <Suspense fallback={<Text>opening</Text>}>
          <Ready />
        </Suspense>,
        { wrapper: below(auth) },
      )
      await device.settles()
      sees('ACTIVE')
      expect(seen).not.toContain('RESTORING')
    },
  ],
  useCan: [
    'changes its answer at the exact moment',
    async () => {
      const auth = await signedIn(device)
      const { result } = await hook(auth, () => useCan('order.view'))
      expect(result.current.allowed).toBe(true)
      await device.goesOffline()
      await device.passes('58m')
      expect(result.current.allowed).toBe(true)
      await device.passes('2m')
      expect(result.current).toMatchObject({ allowed: false, reason: 'grace_expired' })
    },
  ],
  useConnectivity: [
    'says why the server can not be asked',
    async () => {
      const auth = await signedIn(device)
      const { result } = await hook(auth, useConnectivity)
      expect(result.current).toMatchObject({ isOnline: true, reason: null })
      await device.goesOffline()
      expect(result.current).toMatchObject({ isOnline: false, reason: 'network_unavailable' })
    },
  ],
  useGuard: [
    'does it while it may, and refuses before anything is done',
    async () => {
      const auth = await signedIn(device)
      const opened: string[] = []
      const { result } = await hook(auth, () => useGuard('order.view', (id: string) => opened.push(id)))
      await act(async () => {
        await result.current.run('17')
      })
      await device.goesOffline()
      await device.passes('1h')
      await act(async () => {
        await expect(result.current.run('18')).rejects.toMatchObject({ code: 'grace_expired' })
      })
      expect(opened).toEqual(['17'])
    },
  ],
  useUser: [
    'knows who is signed in',
    async () => {
      const { result } = await hook(await signedIn(device), useUser)
      expect(result.current?.id).toBe('mira')
    },
  ],
}

describe('on a phone', () => {
  it('everything that the entry exports here is tried', () => {
    expect(Object.keys(facts).toSorted()).toEqual(exported('session'))
  })

  it.each(Object.entries(facts).map(([name, [fact, walk]]) => [`${name} ${fact}`, walk] as const))(
    '%s',
    async (_, walk) => {
      await expect(walk()).resolves.toBeUndefined()
    },
  )
})

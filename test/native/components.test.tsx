import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { act, render, renderHook, screen, userEvent } from '@testing-library/react-native'
import { AuthBoundary, createAuthHooks, OfflineBanner, Show, StepUpHost, useUser } from 'authchart/react'
import { Text, View } from 'react-native'
import { aDevice, type Device } from './device.ts'
import { exported, type Facts } from './exported.ts'
import { below, Prompt, sees } from './on-screen.tsx'
import { enrolled, signedIn } from './people.ts'

let device: Device
beforeEach(() => {
  device = aDevice()
})
afterEach(() => device.world.dispose())

const facts: Facts = {
  AuthBoundary: [
    'shows the slot of the state, and its children to whoever is signed in',
    async () => {
      const auth = await device.world.start()
      await render(
        <AuthBoundary
          restoring={<Text>opening</Text>}
          signedOut={<Text>sign in</Text>}
          reauth={<Text>sign in again</Text>}
          locked={({ reason }) => <Text>{reason}</Text>}
        >
          <Text>for members</Text>
        </AuthBoundary>,
        { wrapper: below(auth) },
      )
      sees('sign in')
      await act(() => device.world.signIn(auth))
      sees('for members')
      device.world.server.disable()
      await device.passes('2m')
      sees('account_disabled')
      expect(screen.queryByText('for members')).toBeNull()
    },
  ],
  AuthProvider: [
    'is missed with words that say what to do',
    async () => {
      await expect(renderHook(() => useUser())).rejects.toThrow('no <AuthProvider> stands above this component')
    },
  ],
  createAuthHooks: [
    'makes hooks for one auth',
    async () => {
      const auth = await signedIn(device)
      const own = createAuthHooks(auth)
      const { result } = await renderHook(() => own.useCan('order.view').allowed, { wrapper: own.AuthProvider })
      expect(result.current).toBe(true)
    },
  ],
  OfflineBanner: [
    'draws into a region that a screen reader follows, and tries again',
    async () => {
      const auth = await signedIn(device)
      await render(
        <OfflineBanner>
          {({ regionProps, offline, retry }) => (
            <View {...regionProps} testID="banner">
              <Text onPress={retry}>{offline?.reason ?? 'all well'}</Text>
            </View>
          )}
        </OfflineBanner>,
        { wrapper: below(auth) },
      )
      expect(screen.getByTestId('banner').props).toMatchObject({ role: 'status', 'aria-live': 'polite' })
      sees('all well')
      await device.goesOffline()
      sees('network_unavailable')
      await device.switchNetwork('online')
      await userEvent.press(screen.getByText('network_unavailable'))
      await device.passes('15s')
      sees('all well')
    },
  ],
  Show: [
    'hides and shows by state and by capability',
    async () => {
      const auth = await signedIn(device)
      await render(
        <>
          <Show when="OFFLINE_STALE" fallback={<Text>online</Text>}>
            <Text>offline</Text>
          </Show>
          <Show when={{ can: 'order.view' }} fallback={<Text>too long away</Text>}>
            <Text>order 17</Text>
          </Show>
        </>,
        { wrapper: below(auth) },
      )
      sees('online', 'order 17')
      await device.goesOffline()
      sees('offline', 'order 17')
      await device.passes('1h')
      sees('offline', 'too long away')
    },
  ],
  StepUpHost: [
    'takes the PIN from a text field, and cancels',
    async () => {
      const auth = await enrolled(device)
      await render(<Prompt />, { wrapper: below(auth) })
      const asked = { cancelled: auth.stepUp('order.pay') }
      await device.until(() => screen.queryByLabelText('PIN') !== null)
      await userEvent.press(screen.getByText('Not now'))
      expect(await asked.cancelled).toEqual({ status: 'cancelled' })
      sees('nothing asked')

      const granted = auth.stepUp('order.pay')
      await device.until(() => screen.queryByLabelText('PIN') !== null)
      await userEvent.type(screen.getByLabelText('PIN'), '271828', { submitEditing: true })
      await device.until(() => screen.queryByText('nothing asked') !== null)
      expect(await granted).toEqual({ status: 'granted' })
    },
  ],
}

describe('on a phone', () => {
  it('the components draw no element of their own', async () => {
    const auth = await enrolled(device)
    const { toJSON } = await render(
      <>
        <AuthBoundary restoring={null} signedOut={null} reauth={null} locked={null}>
          <Text>for members</Text>
        </AuthBoundary>
        <OfflineBanner>{() => <Text>network</Text>}</OfflineBanner>
        <Show when="ACTIVE">
          <Text>shown</Text>
        </Show>
        <StepUpHost>{() => <Text>prompt</Text>}</StepUpHost>
      </>,
      { wrapper: below(auth) },
    )
    const drawn = ['for members', 'network', 'shown', 'prompt'].map((text) => <Text key={text}>{text}</Text>)
    const alone = await render(<>{drawn}</>)
    expect(toJSON()).toEqual(alone.toJSON())
  })

  it('everything that the entry exports here is tried', () => {
    expect(Object.keys(facts).toSorted()).toEqual(exported('components'))
  })

  it.each(Object.entries(facts).map(([name, [fact, walk]]) => [`${name} ${fact}`, walk] as const))(
    '%s',
    async (_, walk) => {
      await expect(walk()).resolves.toBeUndefined()
    },
  )
})

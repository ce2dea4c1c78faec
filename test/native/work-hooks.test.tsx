import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { act, render, screen, userEvent } from '@testing-library/react-native'
import { useNeedsAttention, usePresence, useQueue, useQueueItem, useStepUp } from 'authchart/react'
import type { ReactElement } from 'react'
import { Text } from 'react-native'
import { addNote, aDevice, type Device } from './device.ts'
import { exported, type Facts } from './exported.ts'
import { below, hook, Prompt } from './on-screen.tsx'
import { enrolled, signedIn } from './people.ts'

let device: Device
beforeEach(() => {
  device = aDevice()
})
afterEach(() => device.world.dispose())

const facts: Facts = {
  useNeedsAttention: [
    'shows what the server turned down',
    async () => {
      const auth = await signedIn(device)
      device.answerWith(422)
      const { result } = await hook(auth, useNeedsAttention)
      await act(async () => {
        await Promise.all([auth.queue?.enqueue(addNote, { text: 'gate code' }), device.world.advance('10s')])
      })
      expect(result.current).toMatchObject([{ state: 'rejected' }])
    },
  ],
  usePresence: [
    'sets a PIN up',
    async () => {
      const auth = await enrolled(device)
      const { result } = await hook(auth, usePresence)
      expect(await result.current.methods()).toEqual([{ method: 'pin', isSupported: true, isEnrolled: true }])
    },
  ],
  useQueue: [
    'shows work waiting, and gone once it is delivered',
    async () => {
      const auth = await signedIn(device)
      await device.goesOffline()
      const { result } = await hook(auth, useQueue)
      await act(async () => {
        await Promise.all([result.current.enqueue(addNote, { text: 'gate code' }), device.world.settle()])
      })
      await device.until(() => result.current.items.length === 1)
      expect(result.current.items).toMatchObject([{ content: { variables: { text: 'gate code' } } }])
      await device.switchNetwork('online')
      await device.passes('30s')
      expect([result.current.items, device.served]).toEqual([[], ['{"text":"gate code"}']])
    },
  ],
  useQueueItem: [
    'follows one item until it is gone',
    async () => {
      const auth = await signedIn(device)
      await device.goesOffline()
      let id = ''
      await act(async () => {
        const [receipt] = await Promise.all([
          auth.queue?.enqueue(addNote, { text: 'gate code' }),
          device.world.settle(),
        ])
        id = receipt?.id ?? ''
      })
      const { result } = await hook(auth, () => useQueueItem(id))
      expect(result.current?.id).toBe(id)
      await device.switchNetwork('online')
      await device.passes('30s')
      expect(result.current).toBeNull()
    },
  ],
  useStepUp: [
    'asks by itself, and does it once the proof is good',
    async () => {
      const auth = await enrolled(device)
      const paid: string[] = []
      const Pay = (): ReactElement => {
        const { run } = useStepUp((order: string) => paid.push(order), { capability: 'order.pay' })
        return <Text onPress={() => void run('17')}>Pay</Text>
      }
      await render(
        <>
          <Prompt />
          <Pay />
        </>,
        { wrapper: below(auth) },
      )
      await userEvent.press(screen.getByText('Pay'))
      await device.until(() => screen.queryByLabelText('PIN') !== null)
      expect(paid).toEqual([])
      await userEvent.type(screen.getByLabelText('PIN'), '271828', { submitEditing: true })
      await device.until(() => paid.length > 0)
      expect(paid).toEqual(['17'])
    },
  ],
}

describe('on a phone', () => {
  it('everything that the entry exports here is tried', () => {
    expect(Object.keys(facts).toSorted()).toEqual(exported('work'))
  })

  it.each(Object.entries(facts).map(([name, [fact, walk]]) => [`${name} ${fact}`, walk] as const))(
    '%s',
    async (_, walk) => {
      await expect(walk()).resolves.toBeUndefined()
    },
  )
})

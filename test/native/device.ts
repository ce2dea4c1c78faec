import { act } from '@testing-library/react-native'
import { defineCapabilities, defineOperation } from 'authchart'
import { accounts } from 'authchart/accounts'
import { pin } from 'authchart/adapters/pin'
import { durableQueue } from 'authchart/queue'
import { createTestWorld, type NetworkMode, type Span, type TestWorld } from 'authchart/testing'

export const addNote = defineOperation<{ text: string }>({
  name: 'note.create',
  version: 1,
  request: ({ text }) => ({ method: 'POST', url: 'https://api.test/notes', json: { text } }),
})

export const policy = defineCapabilities({
  'order.view': { offlineFor: '1h' },
  'order.pay': { offlineFor: '1h', stepUpEvery: '12h' },
})

/** As slow as a test can bear: what a PIN withstands is tested where its key is derived. */
export async function deriveQuickly(text: string, salt: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await crypto.subtle.digest('SHA-256', new Uint8Array([...new TextEncoder().encode(text), ...salt])),
  )
}

export interface Device {
  readonly world: TestWorld
  /** Bodies that reached the API. */
  readonly served: readonly string[]
  /** What the API answers from now on. */
  answerWith(status: number): void
  switchNetwork(mode: NetworkMode): Promise<void>
  /** The network is gone, and it has been noticed. */
  goesOffline(): Promise<void>
  /** Time passes, and React has drawn what it brought. */
  passes(span: Span): Promise<void>
  settles(): Promise<void>
  /** Goes on until it shows: deriving a key takes turns of the event loop that no store knows of. */
  until(isShown: () => boolean): Promise<void>
}

/** A phone with a policy, a PIN, a queue and room for several people. */
export function aDevice(): Device {
  const served: string[] = []
  let status = 200
  const world = createTestWorld({
    serve: async (request) => {
      served.push(await request.text())
      return Response.json({ id: served.length }, { status })
    },
    auth: {
      policy,
      stepUp: [pin({ deriveKey: deriveQuickly })],
      queue: durableQueue({ operations: [addNote] }),
      accounts: accounts(),
    },
  })
  const settles = (): Promise<void> => act(() => world.settle())
  const passes = (span: Span): Promise<void> => act(() => world.advance(span))
  const switchNetwork = (mode: NetworkMode): Promise<void> => act(() => world.switchNetwork(mode))
  return {
    world,
    served,
    answerWith: (next) => {
      status = next
    },
    switchNetwork,
    goesOffline: async () => {
      await switchNetwork('offline')
      await passes('4s')
    },
    passes,
    settles,
    until: async (isShown) => {
      for (let look = 0; look < 50 && !isShown(); look += 1) await settles()
    },
  }
}

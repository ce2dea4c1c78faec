import { duration } from '../../../machines/time.ts'
import type { Auth } from '../../auth.ts'
import { createTestWorld, type TestTab, type TestWorld } from '../test-world.ts'
import { lasts, offlineLimit, type Act, type Sight } from './act.ts'
import type { AuthDriver } from './driver.ts'
import { journeyRecorder } from './recording.ts'

interface WorldDriverOptions {
  /** Told of the auth that is running now, whenever the app starts. */
  readonly onStart?: (auth: Auth) => void
  /** What is seen of it. Default: its state. */
  readonly look?: (auth: Auth) => Sight
  /** Wraps everything that may change what is seen. Default: nothing. */
  readonly during?: (work: () => Promise<void>) => Promise<void>
}

/** Drives the shipped `createAuth` on a test world: virtual time, a scripted provider, a memory disk, tabs in one process. */
export function worldDriver({ onStart, look, during = (work) => work() }: WorldDriverOptions = {}): AuthDriver & {
  readonly world: () => TestWorld
} {
  let world = createTestWorld()
  let tab: TestTab | null = null
  let recorder = journeyRecorder()

  const open = async (): Promise<void> => {
    tab = world.open()
    recorder.watch(tab.auth)
    await world.settle()
    await tab.auth.ready
    onStart?.(tab.auth)
  }
  const authOf = (): Auth => {
    if (tab === null) throw new Error('Cannot act: the app has not been started')
    return tab.auth
  }

  const perform = async (act: Act): Promise<void> => {
    const auth = authOf()
    switch (act) {
      case 'sign in':
        return world.signIn(auth)
      case 'sign out': {
        const answer = auth.signOut()
        await world.settle()
        await answer
        return undefined
      }
      case 'sign out in another tab': {
        const other = world.open()
        await world.settle()
        const answer = other.auth.signOut()
        await world.settle()
        await answer
        other.kill()
        return undefined
      }
      case 'lose the network':
        return world.switchNetwork('offline')
      case 'find the network':
        return world.switchNetwork('online')
      case 'the server fails':
        return world.server.setAnswer('503')
      case 'the server recovers':
        return world.server.setAnswer(null)
      case 'the session is revoked':
        return world.server.revokeSession()
      case 'the account is disabled':
        return world.server.disable()
      case 'the account is enabled':
        return world.server.enable()
      case 'try again':
        return auth.retry()
      case 'start the app again':
        tab?.kill()
        return open()
      case 'ten minutes pass':
      case 'the offline limit passes':
        return undefined
      default:
        return act satisfies never
    }
  }

  return {
    world: () => world,
    start: () =>
      during(async () => {
        recorder = journeyRecorder()
        world = createTestWorld({ accessTokenTtl: duration(60_000), auth: { offlineFor: offlineLimit } })
        await open()
      }),
    act: (act) =>
      during(async () => {
        await perform(act)
        await world.advance(lasts[act])
      }),
    recording: () => recorder.frames,
    look: async () => (look ?? sightOfAuth)(authOf()),
    end: async () => world.dispose(),
  }
}

function sightOfAuth({ state }: Auth): Sight {
  return { status: state.status, reason: 'reason' in state && state.status !== 'SIGNED_OUT' ? state.reason : null }
}

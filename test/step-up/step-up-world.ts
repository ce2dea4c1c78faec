import { pin } from '../../adapters/step-up/pin.ts'
import type { Auth } from '../../src/auth.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import type { EnrollResult, StepUpResult } from '../../src/step-up/presence.ts'
import { createTestWorld, type TestWorld, type TestWorldOptions } from '../../src/testing/test-world.ts'

export const policy = defineCapabilities({
  'order.view': { offlineFor: '7d' },
  'note.create': { offlineFor: '48h', stepUpEvery: '12h', queue: true },
  'note.delete': { offlineFor: '48h', stepUpEvery: '5m' },
  'order.pay': { offlineFor: '1d', stepUpEvery: '12h', sensitivity: 'high' },
  'order.complete': { offlineFor: false, freshWithin: '5m' },
  help: { public: true },
})

/** As slow as a test can bear; the real one is tested by itself. */
export const quickPin = () =>
  pin({
    deriveKey: async (text, salt) =>
      new Uint8Array(
        await crypto.subtle.digest('SHA-256', new Uint8Array([...new TextEncoder().encode(text), ...salt])),
      ),
  })

export function stepUpWorld(options: TestWorldOptions = {}): TestWorld {
  return createTestWorld({ ...options, auth: { policy, stepUp: [quickPin()], offlineFor: '30d', ...options.auth } })
}

export function presenceOf(auth: Auth): NonNullable<Auth['presence']> {
  if (auth.presence === null) throw new Error('This auth was given no step-up')
  return auth.presence
}

/** Answers the questions of a prompt in turn; stops when there is none left to answer. */
export async function answerWith<Result>(
  world: TestWorld,
  auth: Auth,
  { asked, answers }: { readonly asked: Promise<Result>; readonly answers: readonly string[] },
): Promise<Result | 'still asking'> {
  let isOver = false
  const over = (): void => {
    isOver = true
  }
  asked.then(over, over)
  // Deriving a key takes turns of the event loop that no store knows of.
  const isAsked = (): boolean => (presenceOf(auth).state.prompt?.question ?? null) !== null
  const untilAsked = async (): Promise<void> => {
    await world.settle()
    for (let look = 0; look < 50 && !isOver && !isAsked(); look += 1) await world.settle()
  }
  for (const answer of answers) {
    await untilAsked()
    presenceOf(auth).answer(answer)
  }
  await untilAsked()
  await world.settle()
  return Promise.race([asked, Promise.resolve('still asking' as const)])
}

export async function enrollPin(world: TestWorld, auth: Auth, code = '271828'): Promise<EnrollResult | 'still asking'> {
  return answerWith(world, auth, { asked: presenceOf(auth).enroll('pin'), answers: [code, code] })
}

export async function prove(
  world: TestWorld,
  auth: Auth,
  { capability = 'note.create', answers }: { readonly capability?: string; readonly answers: readonly string[] },
): Promise<StepUpResult | 'still asking'> {
  return answerWith(world, auth, { asked: auth.stepUp(capability), answers })
}

import { describe, expect, it } from 'vitest'
import { localAuthentication, type ExpoLocalAuthentication } from '../../../adapters/step-up/local-authentication.ts'
import { defineCapabilities } from '../../../src/policy/define-capabilities.ts'
import type { StepUp } from '../../../src/ports/step-up.ts'
import { stepUpContract, type StepUpSubject } from '../../../src/testing/contracts/step-up.contract.ts'
import { stepUpDesk } from '../../../src/testing/contracts/step-up-desk.ts'
import { breachesOf } from '../../contract/planted/breaches.ts'
import { aWorld } from '../../core/worlds.ts'
import { holdsTo } from '../../contract/register.ts'
import { fingerprintReader, type FingerprintReader } from '../platforms/local-authentication.ts'

const reason = 'Show your orders'

/** The phone counts its own failures and locks itself: there is nothing here to guess. */
const promises = stepUpContract.filter(({ id }) => id !== 'stepUp.exhausted')

function subject(make: (reader: FingerprintReader) => StepUp): () => Promise<StepUpSubject> {
  return async () => {
    const reader = fingerprintReader()
    return { stepUp: make(reader), meet: async (who) => void (reader.person = who), texts: null, end: async () => {} }
  }
}

holdsTo(
  'localAuthentication()',
  promises,
  subject(({ module }) => localAuthentication(module, { reason })),
)

async function enrolled(reader: FingerprintReader) {
  const stepUp = localAuthentication(reader.module, { reason })
  const desk = stepUpDesk(stepUp)
  expect(await stepUp.enroll(desk.request())).toMatchObject({ ok: true })
  return { stepUp, desk }
}

describe('localAuthentication()', () => {
  it('is the phone’s word, which no key stands behind (SU-04)', () => {
    const stepUp = localAuthentication(fingerprintReader().module, { reason })
    expect(stepUp).toMatchObject({ method: 'local_authentication', proof: 'word' })
    expect(stepUp.boxes).toBeUndefined()
  })

  it('opens what is of low sensitivity, and nothing above it (SU-04)', async () => {
    const policy = defineCapabilities({
      badge: { offlineFor: '2d', stepUpEvery: '12h', sensitivity: 'low' },
      'note.create': { offlineFor: '2d', stepUpEvery: '12h' },
    })
    const stepUp = [localAuthentication(fingerprintReader().module, { reason })]
    const world = aWorld({ auth: { policy, stepUp, offlineFor: '7d' } })
    const auth = await world.start()
    await world.signIn(auth)
    const enrolling = auth.presence?.enroll('local_authentication')
    await world.settle()
    expect(await enrolling).toMatchObject({ status: 'enrolled' })
    await world.advance('13h')
    expect(auth.can('badge').allowed).toBe(false)
    for (const [capability, allowed] of [
      ['badge', true],
      ['note.create', false],
    ] as const) {
      const proving = auth.stepUp(capability)
      await world.settle()
      await proving.catch(() => {})
      expect([capability, auth.can(capability).allowed]).toEqual([capability, allowed])
    }
  })

  it.each([
    ['a finger that was taken away', (reader: FingerprintReader) => (reader.isSetUp = false)],
    ['a reader that locked itself', (reader: FingerprintReader) => (reader.isLockedOut = true)],
  ])('is unavailable with %s, never a yes (SU-07)', async (_, change) => {
    const reader = fingerprintReader()
    const { stepUp, desk } = await enrolled(reader)
    change(reader)
    expect(await stepUp.verify(desk.request())).toMatchObject({ ok: false, failure: { kind: 'unavailable' } })
  })

  it('is not supported without a finger or a module', async () => {
    const reader = fingerprintReader()
    reader.isSetUp = false
    expect(await localAuthentication(reader.module, { reason }).isSupported()).toBe(false)
    const missing = localAuthentication({} as ExpoLocalAuthentication, { reason })
    expect(await missing.isSupported()).toBe(false)
    expect(await missing.enroll(stepUpDesk(missing).request())).toMatchObject({ failure: { kind: 'unavailable' } })
  })

  it('takes no yes that came after nobody waited any more, and puts the prompt away', async () => {
    const reader = fingerprintReader()
    const { stepUp, desk } = await enrolled(reader)
    const [ending, answer] = [new AbortController(), reader.hold()]
    const proving = stepUp.verify(desk.request(ending.signal))
    await Promise.resolve()
    ending.abort()
    answer()
    expect(await proving).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
    expect([reader.prompts(), reader.dismissed()]).toEqual([2, 1])
  })

  it.each<[string, string, (real: StepUp) => Partial<StepUp>]>([
    ['asks nobody', 'stepUp.stranger', () => ({ verify: async ({ now }) => ({ ok: true, value: null, at: now() }) })],
    [
      'counts without a disk',
      'stepUp.counted',
      (real) => ({
        verify: (request) => real.verify({ ...request, row: { ...request.row, write: async () => true } }),
      }),
    ],
  ])('would be noticed if it %s', async (_, promise, plant) => {
    const planted = subject(({ module }) => {
      const real = localAuthentication(module, { reason })
      return { ...real, ...plant(real) }
    })
    expect(await breachesOf(promises, planted)).toContain(promise)
  })
})

import { sealedBoxes } from '../../../adapters/step-up/sealed-box.ts'
import type { Auth } from '../../../src/auth.ts'
import { isJsonObject } from '../../../src/exchange/parse-json.ts'
import type { StepUp, StepUpOutcome, StepUpRequest } from '../../../src/ports/step-up.ts'
import { heldStepUp, type Script } from './script.ts'

/** A method whose success opens the box; it keeps the key in its row, as only a test may. */
export function boxedStepUp(script: Script, pass: () => Promise<void>): StepUp {
  const plain = heldStepUp(script, pass)
  return {
    ...plain,
    boxes: sealedBoxes(),
    async enroll(request) {
      const own = (await request.key?.take()) ?? null
      const isKept = own !== null && (await request.row.write(() => ({ key: [...own] })))
      return isKept ? { ok: true, value: null, at: request.now() } : failed(request)
    },
    async verify(request) {
      const outcome = await plain.verify(request)
      if (!outcome.ok) return outcome
      const stored = await request.row.read()
      const kept = typeof stored === 'object' && isJsonObject(stored.value) ? stored.value['key'] : null
      const key = Uint8Array.from(Array.isArray(kept) ? kept.map(Number) : [])
      return (await request.key?.open(key)) === true ? outcome : failed(request)
    },
  }
}

function failed({ now }: StepUpRequest): StepUpOutcome {
  return { ok: false, failure: { kind: 'failed' }, at: now() }
}

/** The run before: somebody signs in and sets the method up; then the app is closed. */
export async function sealUp(auth: Auth, script: Script, rest: () => Promise<void>): Promise<void> {
  await rest()
  script.ways = ['credentials']
  await auth.signIn()
  await rest()
  const enrolled = await auth.presence?.enroll('badge')
  await rest()
  auth.dispose()
  await rest()
  if (enrolled?.status !== 'enrolled') throw new Error(`Nothing was sealed: ${enrolled?.status}`)
}

import { instant, type Instant } from '../../machines/time.ts'
import type { StepUp, StepUpOutcome, StepUpQuestion, StepUpRequest } from '../../src/ports/step-up.ts'
import { delayAfter } from './pin/delay.ts'
import { pbkdf2, type DeriveKey } from './pin/derive-key.ts'
import { decodePin, encodePin, type PinRow } from './pin/pin-row.ts'
import { unwrap, wrap } from './pin/wrapped-key.ts'
import { sealedBoxes } from './sealed-box.ts'

/** What `pin` takes. */
export interface PinOptions {
  /** Fewest characters; default 6. A PIN of digits alone protects by its attempts, not by its length. */
  readonly minLength?: number
  /** Wrong answers until the account locks; default 10. */
  readonly attempts?: number
  /** PBKDF2-HMAC-SHA-256 rounds; at least 600,000 (OWASP 2023), which is the default. */
  readonly iterations?: number
  /** Another key derivation, such as Argon2id. Gets the PIN and a salt of 16 bytes, gives 32 bytes. */
  readonly deriveKey?: DeriveKey
}

const leastIterations = 600_000

/**
 * A PIN that opens what is stored. From its enrolment on, the account's rows lie in a box whose key is wrapped by a key
 * derived from the PIN: without it nothing is read, and there is nothing to compare it with. Each attempt is on disk before
 * it is tried, so that no reload or crash gives one back (SU-03).
 */
export function pin(options: PinOptions = {}): StepUp {
  const { minLength = 6, attempts: most = 10, iterations = leastIterations, deriveKey } = options
  if (!Number.isSafeInteger(iterations) || iterations < leastIterations)
    throw new RangeError(`Cannot use a PIN: iterations must be at least ${leastIterations}`)
  if (!Number.isSafeInteger(minLength) || minLength < 4)
    throw new RangeError('Cannot use a PIN: minLength must be at least 4')
  if (!Number.isSafeInteger(most) || most < 1 || most > 10)
    throw new RangeError('Cannot use a PIN: attempts must be from 1 to 10')
  const derive = deriveKey ?? pbkdf2(iterations)

  return {
    method: 'pin',
    proof: 'key',
    boxes: sealedBoxes(),
    isSupported: () => Promise.resolve(typeof crypto !== 'undefined' && crypto.subtle !== undefined),

    async enroll({ ask, row, key, now, signal }) {
      let problem: StepUpQuestion['problem'] = null
      for (;;) {
        const chosen = await ask({ wants: 'choose', problem, attemptsLeft: null, notBefore: null })
        if (chosen === null) return failed('cancelled', now)
        if (chosen.length < minLength || /^(.)\1*$/u.test(chosen)) {
          problem = 'too_weak'
          continue
        }
        const repeated = await ask({ wants: 'repeat', problem: null, attemptsLeft: null, notBefore: null })
        if (repeated === null) return failed('cancelled', now)
        if (repeated !== chosen) {
          problem = 'different'
          continue
        }
        const own = (await key?.take()) ?? null
        if (own === null) return failed('unavailable', now)
        const salt = crypto.getRandomValues(new Uint8Array(16))
        const wrapped = await wrap(await derive(chosen, salt), own)
        if (signal.aborted) return failed('cancelled', now)
        const fresh: PinRow = {
          iterations: deriveKey === undefined ? iterations : null,
          salt,
          wrapped,
          attempts: 0,
          notBefore: instant(0),
        }
        return (await row.write(() => encodePin(fresh))) ? granted(now) : failed('failed', now)
      }
    },

    async verify(request) {
      const { ask, now, signal } = request
      let problem: StepUpQuestion['problem'] = null
      for (;;) {
        const kept = await readPin(request)
        if (kept === null) return failed('unavailable', now)
        if (kept.attempts >= most) return failed('exhausted', now)
        const answer = await ask({
          wants: 'prove',
          problem,
          attemptsLeft: most - kept.attempts,
          notBefore: kept.notBefore > now() ? kept.notBefore : null,
        })
        if (answer === null) return failed('cancelled', now)
        const counted = await countAttempt(request, most)
        if (counted === 'too_soon') {
          problem = 'too_soon'
          continue
        }
        if (counted === 'exhausted' || counted === 'unavailable' || counted === 'failed') return failed(counted, now)
        // Attempts made with another derivation than the row's can't succeed and would only use up attempts.
        const opens = deriveKey ?? pbkdf2(counted.iterations ?? iterations)
        const own = await unwrap(await opens(answer, counted.salt), counted.wrapped)
        if (signal.aborted) return failed('cancelled', now)
        if (own !== null) {
          // Unwrapped, and yet not the key of what is stored: the PIN was right and proves nothing.
          if ((await request.key?.open(own)) !== true) return failed('failed', now)
          const isKept = await request.row.write((stored) => clear(stored?.value ?? null))
          return isKept ? granted(now) : failed('failed', now)
        }
        if (counted.attempts >= most) return failed('exhausted', now)
        problem = 'wrong'
      }
    },
  }
}

/** The row as it counts now: a verified sign-in since then gives all attempts back. */
async function readPin({ row }: StepUpRequest): Promise<PinRow | null> {
  const stored = await row.read()
  if (typeof stored === 'string') return null
  const kept = decodePin(stored.value)
  return kept === null || stored.isOfThisLogin ? kept : { ...kept, attempts: 0, notBefore: instant(0) }
}

/** Writes the attempt down before anything is tried. Two tabs can't share one: the row's revision decides. */
async function countAttempt(
  { row, now }: StepUpRequest,
  most: number,
): Promise<PinRow | 'too_soon' | 'exhausted' | 'unavailable' | 'failed'> {
  let counted: PinRow | 'too_soon' | 'exhausted' | 'unavailable' = 'unavailable'
  const isWritten = await row.write((stored) => {
    const kept = stored === null ? null : decodePin(stored.value)
    if (stored === null || kept === null) {
      counted = 'unavailable'
      return stored?.value ?? null
    }
    const attempts = stored.isOfThisLogin ? kept.attempts : 0
    const notBefore = stored.isOfThisLogin ? kept.notBefore : instant(0)
    if (attempts >= most || notBefore > now()) {
      counted = attempts >= most ? 'exhausted' : 'too_soon'
      return stored.value
    }
    const after = attempts + 1
    counted = { ...kept, attempts: after, notBefore: instant(now() + delayAfter(after)) }
    return encodePin(counted)
  })
  return isWritten ? counted : 'failed'
}

function clear(value: Parameters<typeof decodePin>[0]): ReturnType<typeof encodePin> | null {
  const kept = decodePin(value)
  return kept === null ? value : encodePin({ ...kept, attempts: 0, notBefore: instant(0) })
}

function granted(now: () => Instant): StepUpOutcome {
  return { ok: true, value: null, at: now() }
}

function failed(kind: 'cancelled' | 'failed' | 'exhausted' | 'unavailable', now: () => Instant): StepUpOutcome {
  return { ok: false, failure: { kind }, at: now() }
}

export type { DeriveKey }

import type { AccountHash } from '../../machines/facts.ts'
import type { Instant } from '../../machines/time.ts'
import type { StepUp, StepUpOutcome, StepUpQuestion, StepUpRequest } from '../ports/step-up.ts'
import type { StepUpPrompt } from './presence.ts'

/** What a method is asked to do, whoever asks. */
export interface Errand {
  readonly does: 'verify' | 'enroll'
  readonly purpose: StepUpPrompt['purpose']
  readonly account: AccountHash
  readonly capability: string | null
  /** In order of preference; the user may choose another. */
  readonly ways: readonly StepUp[]
  readonly signal: AbortSignal
}

export interface ErrandEnd {
  readonly kind: 'ok' | 'cancelled' | 'failed' | 'exhausted' | 'unavailable'
  readonly method: string
}

/** Where questions and answers meet. The answers are secret: they go from the caller to the method and nowhere else. */
export interface Desk {
  readonly prompt: StepUpPrompt | null
  run(errand: Errand): Promise<ErrandEnd>
  answer(text: string): void
  choose(method: string): void
}

interface DeskHost {
  partsOf(account: AccountHash, way: StepUp): Pick<StepUpRequest, 'row' | 'key'>
  now(): Instant
  suspect(method: string, code: string): void
  changed(): void
}

export function createDesk(host: DeskHost): Desk {
  let prompt: StepUpPrompt | null = null
  let reply: ((text: string | null) => void) | null = null
  let turn: ((method: string) => void) | null = null
  /** The errand that has the desk. An older one may still be waiting for its platform; it shows nothing any more. */
  let current: Errand | null = null

  const show = (errand: Errand, next: StepUpPrompt | null): void => {
    if (current !== errand) return
    prompt = next === null ? null : Object.freeze(next)
    host.changed()
  }

  const attempt = async (errand: Errand, way: StepUp): Promise<StepUpOutcome | Chosen> => {
    const { account, capability, purpose, ways } = errand
    const shown = { purpose, capability, method: way.method, methods: ways.map(({ method }) => method) } as const
    const stop = new AbortController()
    const signal = AbortSignal.any([errand.signal, stop.signal])
    const choice = new Promise<Chosen>((resolve) => {
      turn = (method) => {
        const next = ways.find((other) => other.method === method)
        if (next === undefined || next === way) return
        resolve({ chosen: next })
        stop.abort()
      }
    })
    const ask = (question: StepUpQuestion): Promise<string | null> =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(null)
        const done = (text: string | null): void => {
          if (reply === done) reply = null
          signal.removeEventListener('abort', cancel)
          show(errand, { ...shown, question: null })
          resolve(text)
        }
        const cancel = (): void => done(null)
        signal.addEventListener('abort', cancel, { once: true })
        reply = done
        show(errand, { ...shown, question: Object.freeze(question) })
      })
    show(errand, { ...shown, question: null })
    const outcome = way[errand.does]({
      account,
      capability,
      ...host.partsOf(account, way),
      now: host.now,
      ask,
      suspect: (code) => host.suspect(way.method, code),
      signal,
    })
    // A platform's own dialog may outlive our patience with it.
    return Promise.race([outcome, choice, cancelled(errand.signal, host.now)])
  }

  const runWays = async (errand: Errand): Promise<ErrandEnd> => {
    let left = errand.ways
    let way = left[0]
    while (way !== undefined) {
      const { method } = way
      const outcome = await attempt(errand, way)
      if ('chosen' in outcome) {
        way = outcome.chosen
        continue
      }
      if (outcome.ok) return { kind: 'ok', method }
      if (outcome.failure.kind !== 'unavailable') return { kind: outcome.failure.kind, method }
      left = left.filter((other) => other.method !== method)
      way = left[0]
    }
    return { kind: 'unavailable', method: '' }
  }

  return {
    get prompt() {
      return prompt
    },
    run: async (errand) => {
      current = errand
      try {
        return await runWays(errand)
      } finally {
        if (current === errand) {
          reply = null
          turn = null
          show(errand, null)
          current = null
        }
      }
    },
    answer: (text) => reply?.(text),
    choose: (method) => turn?.(method),
  }
}

/** The user went on with another method. */
interface Chosen {
  readonly chosen: StepUp
}

function cancelled(signal: AbortSignal, now: () => Instant): Promise<StepUpOutcome> {
  return new Promise((resolve) => {
    const end = (): void => resolve({ ok: false, failure: { kind: 'cancelled' }, at: now() })
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}

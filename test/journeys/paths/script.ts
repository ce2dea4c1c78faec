import { duration, type Instant } from '../../../machines/time.ts'
import { noErrorFields } from '../../../src/exchange/error-fields.ts'
import { fail } from '../../../src/exchange/settle.ts'
import type { Exchange, IdentityFailure } from '../../../src/ports/exchange.ts'
import type { IdentityProvider, SignInRequest } from '../../../src/ports/identity.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import type { StepUp, StepUpOutcome } from '../../../src/ports/step-up.ts'
import type { StoreFailure } from '../../../src/ports/store.ts'
import type { ProbeAnswer } from '../../../src/ports/world.ts'

/** What the world answers from now on, until a path says otherwise. */
export interface Script {
  /** Null: as the server does. */
  identity: IdentityFailure | null
  ways: readonly SignInRequest['via'][]
  /** The server tells a name with the tokens. Else userinfo is asked. */
  tellsName: boolean
  /** Names that another tab holds begin with this; null: none are. */
  heldNext: string | null
  probe: ProbeAnswer | 'unavailable'
  store: StoreFailure | null
  /** The disk is full once the server has granted something. */
  fillsUp: boolean
  /** Only what is written fails. */
  writes: StoreFailure | null
  stepUp: 'ok' | (StepUpOutcome & { readonly ok: false })['failure']['kind']
  /** What the queue's server answers. */
  api: Exchange
}

export const accepted: Exchange = answered(200, { body: 'ok' })

export function quiet(): Script {
  return {
    identity: null,
    ways: ['redirect', 'credentials'],
    tellsName: true,
    heldNext: null,
    probe: 'unavailable',
    store: null,
    fillsUp: false,
    writes: null,
    stepUp: 'ok',
    api: accepted,
  }
}

export function answered(
  status: number,
  parts: Partial<Extract<Exchange, { readonly kind: 'response' }>> = {},
): Exchange {
  return {
    kind: 'response',
    status,
    redirected: false,
    contentType: 'json',
    retryAfter: null,
    body: 'error',
    ...noErrorFields,
    ...parts,
  }
}

export const silence: Exchange = { kind: 'no_response', cause: 'network' }
export const portal: Exchange = answered(200, { contentType: 'html', body: 'ok' })
export const throttled: Exchange = answered(429, { retryAfter: duration(120_000) })

export const heard = (exchange: Exchange): IdentityFailure => ({ kind: 'exchange', exchange })

export function refusedAs(error: string): IdentityFailure {
  return heard(answered(400, { error }))
}

/** The scripted provider, held and overruled. */
export function heldIdentity(inner: IdentityProvider, script: Script, pass: () => Promise<void>): IdentityProvider {
  const ask = async <Value>(
    at: () => Instant,
    work: () => Promise<Outcome<Value, IdentityFailure>>,
  ): Promise<Outcome<Value, IdentityFailure>> => {
    await pass()
    return script.identity === null ? work() : fail(script.identity, at())
  }
  return {
    ...inner,
    get ways() {
      return script.ways
    },
    signIn: (request, context) => ask(context.now, () => inner.signIn(request, context)),
    resume: (url, transaction, context) => ask(context.now, () => inner.resume(url, transaction, context)),
    refresh: (request, context) =>
      ask(context.now, async () => {
        const granted = await inner.refresh(request, context)
        if (script.fillsUp) script.writes = { kind: 'quota' }
        return granted.ok && !script.tellsName ? { ...granted, value: { ...granted.value, profile: null } } : granted
      }),
    revoke: (token, context) => ask(context.now, () => inner.revoke(token, context)),
    fetchUser: (token, subject, context) => ask(context.now, () => inner.fetchUser(token, subject, context)),
  }
}

export function heldStepUp(script: Script, pass: () => Promise<void>): StepUp {
  const answer = async ({ now }: { readonly now: () => Instant }): Promise<StepUpOutcome> => {
    await pass()
    const { stepUp } = script
    return stepUp === 'ok' ? { ok: true, value: null, at: now() } : { ok: false, failure: { kind: stepUp }, at: now() }
  }
  return { method: 'badge', proof: 'key', isSupported: async () => true, enroll: answer, verify: answer }
}

import type { AccountHash } from '../../machines/facts.ts'
import type { VerifyInput, VerifyOutcome } from '../../machines/outcomes.ts'
import { callEach } from '../call-each.ts'
import type { PolicyHost } from '../policy/part.ts'
import type { Standing } from '../policy/standing.ts'
import { accountKey } from './account-key.ts'
import { grantFor, takesWord, type Rules } from './coverage.ts'
import { createDesk, type ErrandEnd } from './desk.ts'
import { createEnrolment } from './enrolment.ts'
import { createLocalLock } from './local-lock.ts'
import type { Presence, PresenceState, StepUpResult } from './presence.ts'
import { restored } from './restored.ts'
import { stepUpIsShut, stepUpPrompts } from './region.ts'

export interface PresencePart {
  readonly api: Presence
  /** Runs a prompt for this capability, or joins the one that is open. */
  prove(capability: string | null): Promise<StepUpResult>
  /** The chart's actor. */
  verify(input: VerifyInput, signal: AbortSignal): Promise<VerifyOutcome>
  /** After each step of the chart. */
  step(): void
  dispose(): void
}

interface PresenceTerms {
  /** As they hold for the account that is shown. */
  readonly rules: Rules
  readonly standing: Standing
}

export function createPresence(host: PolicyHost, { rules, standing }: PresenceTerms): PresencePart {
  const { clock } = host
  const observers = new Set<() => void>()
  const disposal = new AbortController()
  let state: PresenceState = Object.freeze({ isShut: false, isSealed: false, prompt: null })
  let last: ErrandEnd['kind'] | null = null
  let shownAccount: AccountHash | null = null
  let asking: Promise<StepUpResult> | null = null
  let giveUp: (() => void) | null = null

  const update = (): void => {
    const { account } = host.snapshot().context
    const isShut = stepUpIsShut(host.snapshot())
    const isSealed = account !== null && (host.boxes()?.wasShut(account) ?? false)
    if (state.isShut === isShut && state.isSealed === isSealed && state.prompt === desk.prompt) return
    state = Object.freeze({ isShut, isSealed, prompt: desk.prompt })
    callEach(observers, () => host.tell('developer.problem', { at: clock.wall(), code: 'listener_failed' }))
  }
  const desk = createDesk({
    partsOf: (account, way) => accountKey(host, account, way),
    now: standing.clock.now,
    suspect: (method, code) => host.tell('stepUp.suspected', { at: clock.wall(), method, code }),
    changed: update,
  })
  const enrolment = createEnrolment(host, { desk, standing, prove: (capability) => prove(capability) })
  const lock = createLocalLock(host, { standing, mayBeOpened: enrolment.mayBeOpened })
  const cancel = (): void => {
    enrolment.cancel()
    if (stepUpPrompts(host.snapshot())) host.send({ type: 'user.cancel', at: clock.wall() })
  }

  const verify = async ({ account, capability }: VerifyInput, signal: AbortSignal): Promise<VerifyOutcome> => {
    last = null
    const ended = (kind: 'cancelled' | 'failed' | 'unavailable' | 'exhausted'): VerifyOutcome => {
      last = kind
      return { kind, at: clock.wall(), evidence: 'none' }
    }
    if (account === null) return ended('unavailable')
    const isUnlock = stepUpIsShut(host.snapshot())
    const enrolled = await enrolment.enrolled(account)
    // To go on with what is stored takes the key of its box; for a single action any proof will do.
    const isBoxShut = (isUnlock || capability === null) && ((await host.boxes()?.isShut(account)) ?? false)
    const ways = enrolled
      .filter(({ proof }) => proof === 'key' || takesWord(rules, capability))
      .filter(({ boxes }) => boxes !== undefined || !isBoxShut)
    if (signal.aborted) return ended('cancelled')
    // A lock that nothing can open would only lose the user their work.
    const opensFreely = isUnlock && enrolled.length === 0 && (await enrolment.isNothingKept(account))
    const purpose = isUnlock ? 'unlock' : 'action'
    const end: Pick<ErrandEnd, 'kind' | 'method'> = opensFreely
      ? { kind: 'ok', method: 'none' }
      : await desk.run({ does: 'verify', purpose, account, capability, ways, signal })
    // A proof of one account says nothing about another (SU-06).
    if (host.snapshot().context.account !== account) return ended('cancelled')
    if (end.kind === 'exhausted') host.boxes()?.forget(account)
    if (end.kind !== 'ok') return ended(end.kind)
    last = 'ok'
    const at = standing.clock.now()
    const grant = opensFreely
      ? { method: end.method, capabilities: [], until: at }
      : grantFor(rules, { method: end.method, capability, at })
    return { kind: 'granted', at: clock.wall(), evidence: 'none', grant }
  }

  let looked: AccountHash | null = null
  /** An app that boots locked, on a device where nothing was set up to open it. */
  const openIfNothingCloses = async (): Promise<void> => {
    const { account } = host.snapshot().context
    if (account === null || !stepUpIsShut(host.snapshot()) || stepUpPrompts(host.snapshot())) {
      looked = null
      return
    }
    if (looked === account) return
    looked = account
    if (!(await enrolment.isNothingKept(account)) || host.snapshot().context.account !== account) return
    if (stepUpIsShut(host.snapshot())) host.send({ type: 'user.stepUp', at: clock.wall(), capability: null })
  }

  const ask = (capability: string | null): Promise<StepUpResult> =>
    new Promise((resolve) => {
      last = null
      const end = (result: StepUpResult): void => {
        unwatch()
        giveUp = null
        resolve(result)
      }
      const unwatch = host.watch(() => {
        if (!stepUpPrompts(host.snapshot())) end(resultOf(last))
      })
      giveUp = () => end({ status: 'cancelled' })
      host.send({ type: 'user.stepUp', at: clock.wall(), capability })
      if (!stepUpPrompts(host.snapshot()) && giveUp !== null) end({ status: 'unavailable' })
    })

  /** Callers that come while a prompt is open wait for it, and ask again only if it was about something else (SU-05). */
  const prove = async (capability: string | null): Promise<StepUpResult> => {
    if (asking !== null) {
      const result = await asking
      const isCovered = capability === null || policyAllows(capability)
      if (result.status !== 'granted' || isCovered) return result
      return prove(capability)
    }
    asking = ask(capability).finally(() => {
      asking = null
    })
    return asking
  }
  const policyAllows = (capability: string): boolean =>
    host.snapshot().context.grants.some((grant) => grant.capabilities.includes(capability))

  return {
    verify,
    prove,
    step: () => {
      const { account } = host.snapshot().context
      if (shownAccount !== null && account !== shownAccount) {
        cancel()
        host.boxes()?.forget(shownAccount)
      }
      shownAccount = account
      lock.step()
      void openIfNothingCloses()
      update()
    },
    dispose: () => {
      disposal.abort()
      enrolment.cancel()
      giveUp?.()
      lock.dispose()
    },
    api: {
      get state() {
        return state
      },
      subscribe: (listener) => {
        const own = (): void => listener()
        observers.add(own)
        return () => void observers.delete(own)
      },
      answer: desk.answer,
      choose: desk.choose,
      cancel,
      unlock: async () => {
        host.expect()
        if (!stepUpIsShut(host.snapshot()) && !state.isSealed) return { status: 'granted' }
        const result = await prove(null)
        if (result.status === 'granted') await restored(host, disposal.signal)
        return result
      },
      lock: lock.close,
      touch: lock.touch,
      methods: enrolment.methods,
      enroll: enrolment.enroll,
      remove: enrolment.remove,
    },
  }
}

function resultOf(last: ErrandEnd['kind'] | null): StepUpResult {
  switch (last) {
    case 'ok':
      return { status: 'granted' }
    case 'exhausted':
      return { status: 'locked' }
    case 'failed':
    case 'unavailable':
      return { status: last }
    case 'cancelled':
    case null:
      return { status: 'cancelled' }
    default:
      return last satisfies never
  }
}

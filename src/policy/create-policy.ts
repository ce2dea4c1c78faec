import { AuthError } from '../auth-error.ts'
import type { Rules } from '../step-up/coverage.ts'
import { createPresence } from '../step-up/create-presence.ts'
import { restored } from '../step-up/restored.ts'
import { createAudit, type AuditEntry } from './audit.ts'
import { decide } from './decide.ts'
import { createFlips } from './flips.ts'
import { gatherFacts } from './gather-facts.ts'
import { createKeptRules } from './kept-rules.ts'
import type { PolicyHost, PolicyPart } from './part.ts'
import type { Policy } from './policy.ts'
import { createStanding } from './standing.ts'
import { createTicks } from './ticks.ts'

/** Joins a policy to the session it decides for. */
export function createPolicy(policy: Policy, host: PolicyHost): PolicyPart {
  const disposal = new AbortController()
  const audit = createAudit()
  const standing = createStanding(host)
  const kept = createKeptRules(host, policy)
  const look = (): void => {
    const seen = standing.observe()
    if (seen === 'same') return
    ticks.granted()
    if (standing.known !== null) kept.renew(standing.known.account)
    // Rights come and go between two sign-ins: each time the server answers for the session they are asked for anew.
    void askPermissions()
  }
  const askPermissions = async (): Promise<void> => {
    const account = standing.known?.account
    const answer = (await host.askPermissions?.(disposal.signal)) ?? null
    if (answer === null || account === undefined || standing.known?.account !== account) return
    notePermissions(account, answer)
  }
  const notePermissions: PolicyPart['notePermissions'] = (account, snapshot) => {
    standing.notePermissions(account, snapshot)
    flips.look()
  }
  const decideNow = (capability: string) => {
    // Whoever asks in the middle of a step is answered by where the chart stands now.
    look()
    ticks.checkSoon()
    return decide(capability, rules.ruleOf(capability), gatherFacts(host, standing))
  }
  const rules: Rules = {
    names: policy.names,
    ruleOf: (capability) => kept.ruleOf(host.snapshot().context.account, capability),
  }
  const flips = createFlips({
    clock: host.clock,
    now: standing.clock.now,
    decide: decideNow,
    failed: () => host.tell('developer.problem', { at: host.clock.wall(), code: 'listener_failed' }),
  })
  const presence = createPresence(host, { rules, standing })
  const ticks = createTicks(host, standing, { rolledBack: flips.look })
  const unwatch = host.watch(() => {
    look()
    ticks.step()
    presence.step()
    flips.look()
  })

  const audited = (capability: string, asked: AuditEntry['asked']) => {
    const decision = flips.read(capability)
    audit.note({ at: standing.clock.now(), capability, asked }, decision)
    return decision
  }

  return {
    api: {
      can: flips.read,
      guard: (capability, act) => {
        host.expect()
        const decision = audited(capability, 'guard')
        if (decision.allowed) return act()
        const { reason, retryAt } = decision
        throw new AuthError(reason, { capability, retryAt })
      },
      stepUp: async (capability) => {
        host.expect()
        const decision = flips.read(capability)
        if (decision.allowed) return { status: 'granted' }
        if (decision.reason !== 'step_up_required') return { status: 'denied', reason: decision.reason }
        const asked = await presence.prove(capability)
        if (asked.status !== 'granted') return asked
        // A proof that opened what is stored: it is read first.
        await restored(host, disposal.signal)
        // The proof may have been for what another caller asked, or the session has moved on meanwhile.
        const then = flips.read(capability)
        return then.allowed ? asked : { status: 'denied', reason: then.reason }
      },
      onFlip: flips.watch,
      decisions: audit.entries,
      presence: host.stepUp.length === 0 ? null : presence.api,
    },
    load: async (account) => void (await Promise.all([standing.load(account), kept.load(account)])),
    notePermissions,
    permits: (capability) => {
      const decision = audited(capability, 'drain')
      // Who was there is proven when something is done; sending it later takes the right to it, not the person.
      return decision.allowed || decision.reason === 'step_up_required'
    },
    verify: presence.verify,
    dispose: () => {
      disposal.abort()
      unwatch()
      ticks.dispose()
      presence.dispose()
      flips.dispose()
    },
  }
}

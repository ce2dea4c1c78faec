import { instant } from '../../machines/time.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import type { GrantFacts, PolicyFacts } from '../../src/policy/facts.ts'

export const hour = 3_600_000
export const day = 24 * hour
export const contact = 1_767_225_600_000

/** The field service of the demo: what may be seen, noted and completed how far from the server. */
export const policy = defineCapabilities({
  'order.view': { offlineFor: '7d' },
  'note.create': { offlineFor: '48h', stepUpEvery: '12h', queue: true },
  'order.complete': { offlineFor: false, freshWithin: '5m' },
})

export const online: PolicyFacts = {
  status: 'ACTIVE',
  isOnline: true,
  isShut: false,
  worksOffline: true,
  now: instant(contact),
  isClockTrusted: true,
  lastServerContactAt: instant(contact),
  offlineUntil: instant(contact + 30 * day),
  nextAttemptAt: null,
  permissions: { roles: ['technician'], scopes: ['orders'], at: instant(contact) },
  grants: [],
}

export const offlineAfter = (span: number, more: Partial<PolicyFacts> = {}): PolicyFacts => ({
  ...online,
  status: 'OFFLINE_STALE',
  isOnline: false,
  now: instant(contact + span),
  ...more,
})

export const grant = (until: number, proof: 'key' | 'word' = 'key', capability = 'note.create'): GrantFacts => ({
  capabilities: [capability],
  until: instant(contact + until),
  proof,
})

import { instant } from '../../machines/time.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import type { PolicyFacts } from '../../src/policy/facts.ts'

const contact = 1_767_225_600_000

/** The three tiers of a field service, and one that asks the account's roles. */
export const policy = defineCapabilities({
  'order.view': { offlineFor: '7d' },
  'note.create': { offlineFor: '48h', stepUpEvery: '12h', queue: true },
  'order.complete': { offlineFor: false, freshWithin: '5m' },
  'order.assign': { offlineFor: '1d', permission: ({ roles }) => roles.includes('dispatcher') },
})

/** An hour without the server. */
export const offline: PolicyFacts = {
  status: 'OFFLINE_STALE',
  isOnline: false,
  isShut: false,
  worksOffline: true,
  now: instant(contact + 3_600_000),
  isClockTrusted: true,
  lastServerContactAt: instant(contact),
  offlineUntil: instant(contact + 2_592_000_000),
  nextAttemptAt: null,
  permissions: { roles: ['dispatcher'], scopes: [], at: instant(contact) },
  grants: [{ capabilities: ['note.create'], until: instant(contact + 43_200_000), proof: 'key' }],
}

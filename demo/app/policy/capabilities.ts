import { defineCapabilities } from '../../../src/policy/define-capabilities.ts'
import type { Policy } from '../../../src/policy/policy.ts'

export type FieldCapability = 'order.view' | 'note.create' | 'order.complete'

/** How far from the server each thing may be done: to look at is cheap, to write down is worth a PIN, to close is final. */
export const capabilities: Policy<FieldCapability> = defineCapabilities({
  'order.view': { offlineFor: '7d', survivesReauth: true },
  'note.create': {
    offlineFor: '48h',
    stepUpEvery: '12h',
    queue: true,
    permission: ({ scopes }) => scopes.includes('notes:write'),
  },
  'order.complete': {
    offlineFor: false,
    freshWithin: '5m',
    queue: true,
    permission: ({ scopes }) => scopes.includes('orders:complete'),
  },
})

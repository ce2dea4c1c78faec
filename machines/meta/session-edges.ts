import type { EdgeId } from '../edge-id.ts'
import type { session } from '../session.ts'
import { offlineEdges } from './offline-edges.ts'
import { openingEdges } from './opening-edges.ts'
import { onlineEdges } from './online-edges.ts'
import { shutEdges } from './shut-edges.ts'
import { signingInEdges } from './signing-in-edges.ts'
import type { EdgeWords } from './words.ts'

export const sessionEdges = {
  'auth.session > user.signOut > auth.session.SIGNED_OUT.SIGNING_OUT': {
    label: 'Sign out',
    trigger: 'user',
    why: 'Signing out works from everywhere, at once, with or without a network.',
  },
  'auth.session > user.switchAccount > auth.session.RESTORING.READING': {
    label: 'Switch account',
    trigger: 'user',
    why: 'The other account is opened from this device; in between, nobody is shown.',
  },
  'auth.session > user.addAccount > auth.session.RESTORING.SIGNING_IN': {
    label: 'Add an account',
    trigger: 'user',
    why: 'One more person signs in beside those already here; their work stays apart.',
  },
  'auth.session > tab.signedOut > auth.session.SIGNED_OUT.IDLE': {
    label: 'Signed out in another tab',
    trigger: 'tab',
    why: 'One device, one answer: all tabs follow the one in which the person signed out.',
  },
  'auth.session > record.persisted': {
    label: 'Stored',
    trigger: 'system',
    why: 'What was only in memory has reached the storage, or cannot; the screen knows which.',
  },
  'auth.session > record.described': {
    label: 'Name learned',
    trigger: 'server',
    why: 'The server told how to call the person; nothing else changes.',
  },
  ...openingEdges,
  ...signingInEdges,
  ...onlineEdges,
  ...offlineEdges,
  ...shutEdges,
} as const satisfies Record<EdgeId<typeof session, 'auth.session', 'auth'>, EdgeWords>

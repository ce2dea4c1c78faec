import type { DenialReason } from '../../../src/policy/decision.ts'
import type { StepUpQuestion } from '../../../src/ports/step-up.ts'
import type { FieldCapability } from '../policy/capabilities.ts'

/** The words around what may be done, in English. */
export const policyWords = {
  title: 'What you may do now',
  capability: {
    'order.view': 'See orders',
    'note.create': 'Write a note',
    'order.complete': 'Complete an order',
  } satisfies Record<FieldCapability, string>,
  rule: {
    'order.view': 'Up to 7 days without the server.',
    'note.create': 'Up to 48 hours without the server, with a proof that it’s you every 12 hours.',
    'order.complete': 'With the server at hand, or within 5 minutes of it.',
  } satisfies Record<FieldCapability, string>,
  online: 'Yes',
  offline: 'Yes, offline',
  offlineQueued: 'Yes, sent later',
  no: 'Not now',
  until: 'until',
  changes: 'changes',
  why: 'Why?',
  allowed: {
    online: 'The server is at hand and knows you.',
    offline: 'The server knew you at its last answer, and that is recent enough for this.',
  },
  reason: {
    signed_out: 'Nobody is signed in.',
    locked: 'The account is locked.',
    reauth_required: 'Your sign-in has to be confirmed by the server first.',
    step_up_required: 'This one asks who is in front of the screen. Your PIN or passkey answers that.',
    online_required: 'This one needs the server, and it isn’t at hand.',
    grace_expired: 'The last answer of the server is too long ago for this.',
    never_authenticated: 'The server has never answered for this account here.',
    not_permitted: 'Your account has no right to it.',
    clock_untrusted: 'The clock of this device was set back, so nobody can tell how long ago the server answered.',
    restoring: 'Your session is being opened.',
    unknown_capability: 'Nobody has said who may do this.',
  } satisfies Record<DenialReason, string>,
  remedy: {
    sign_in: 'Connect and sign in.',
    step_up: 'Prove that it’s you.',
    reconnect: 'Get a connection.',
    wait: 'Wait a moment.',
    ask_admin: 'Ask your office.',
    none: '',
  },
  attempt: 'Try it',
  did: (what: string) => `${what}: allowed.`,
  refused: (what: string, why: string) => `${what}: not done. ${why}`,
  cancelled: 'You cancelled.',
  proofFailed: 'That was no proof.',
  noProof: 'Set up a PIN or a passkey first.',

  presence: {
    title: 'Prove that it’s you',
    setUp: { pin: 'Set up a PIN', webauthn: 'Set up a passkey' } as Readonly<Record<string, string>>,
    renew: { pin: 'Change the PIN', webauthn: 'Renew the passkey' } as Readonly<Record<string, string>>,
    with: { pin: 'Use the PIN', webauthn: 'Use the passkey' } as Readonly<Record<string, string>>,
    enrolled: 'Set up.',
    notEnrolled: 'Nothing was set up.',
    needsServer: 'Setting up the first one needs a connection.',
    wants: {
      prove: 'Enter your PIN',
      choose: 'Choose a PIN of six digits or more',
      repeat: 'Enter it once more',
    } satisfies Record<StepUpQuestion['wants'], string>,
    problem: {
      wrong: 'That wasn’t it.',
      too_soon: 'Too soon.',
      too_weak: 'Too short, or all the same.',
      different: 'The two weren’t the same. Choose again.',
    } satisfies Record<NonNullable<StepUpQuestion['problem']>, string>,
    left: (count: number) => (count === 1 ? 'One attempt left, then the account locks.' : `${count} attempts left.`),
    working: 'Checking',
    go: 'Go on',
    cancel: 'Cancel',
  },

  clock: {
    title: 'This device’s clock',
    right: 'right time',
    back: 'two days back',
    forward: 'eight days later',
  },
} as const

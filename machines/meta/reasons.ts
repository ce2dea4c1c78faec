import type { LockedReason, OfflineReason, ReauthReason, SignedOutReason } from '../reasons.ts'
import type { ReasonWords } from './words.ts'

const again = 'Please sign in again'
const safe = '{count} changes are safe on this device.'
const goOut = "{count} changes are safe on this device and go out when you're back."

/** What a reason says in place of its state's own words. */
export const reasonWords = {
  SIGNED_OUT: {
    never: { title: 'Welcome', sentence: 'Sign in to see your work.', action: 'Sign in' },
    user: {
      title: 'Signed out',
      sentence: "This device is cleared. We'll tell the server when you're online.",
      action: 'Sign in',
    },
    other_tab: {
      title: 'Signed out',
      sentence: 'You signed out in another tab. This device is cleared.',
      action: 'Sign in',
    },
    reported: {
      title: 'Signed out',
      sentence: 'You signed out on another device, so this one is cleared too.',
      action: 'Sign in',
    },
    storage_lost: {
      title: 'Signed out',
      sentence: 'The browser has cleared what this app kept here. Your account is fine.',
      action: 'Sign in',
    },
    storage_timeout: {
      title: 'Signed out',
      sentence: "This device's storage does not answer. You can sign in; work is kept only while the app stays open.",
      action: 'Sign in',
    },
  },
  OFFLINE_STALE: {
    network_unavailable: {
      title: 'Working offline',
      sentence: `No connection since {time}. ${goOut}`,
      action: 'Try now',
    },
    server_unavailable: {
      title: 'The server is not answering',
      sentence: 'We keep trying. {count} changes are safe on this device and go out when it is back.',
      action: 'Try now',
    },
    refresh_failed: {
      title: 'Working offline',
      sentence: `We could not reach your account since {time}. ${safe}`,
      action: 'Try now',
    },
    discovery_unavailable: {
      title: 'The sign-in service is not answering',
      sentence: `We keep trying. ${safe}`,
      action: 'Try now',
    },
    throttled: { title: 'The server is busy', sentence: `It asked us to wait a little. ${safe}`, action: null },
    captive_portal: {
      title: 'This network asks you to log in',
      sentence: 'Open its page in the browser. Your {count} changes are safe here meanwhile.',
      action: 'Open page',
    },
    misconfigured: {
      title: 'The app cannot reach your account',
      sentence: `Its maker has to put this right; you need not do anything. ${safe}`,
      action: 'Try now',
    },
  },
  REAUTH_REQUIRED: {
    expired: { title: again, sentence: `It has been a while. ${safe}`, action: 'Sign in' },
    revoked: { title: again, sentence: `Access from this device was ended. ${safe}`, action: 'Sign in' },
    reuse_detected: {
      title: again,
      sentence: `To be careful, your account asks who you are. ${safe}`,
      action: 'Sign in',
    },
    rotation_lost: {
      title: again,
      sentence:
        "The connection broke while we were confirming it's you. Your account is fine; {count} changes are safe.",
      action: 'Sign in',
    },
    interaction_required: { title: again, sentence: `Your account has a question for you. ${safe}`, action: 'Sign in' },
    offline_limit: {
      title: 'Connect to go on',
      sentence: `You have been offline for longer than this app allows. ${safe}`,
      action: 'Try now',
    },
    key_lost: {
      title: again,
      sentence: 'This device can no longer open what it kept for you. What reached the server is safe.',
      action: 'Sign in',
    },
    identity_mismatch: {
      title: again,
      sentence: `The server answered for somebody else, so we stopped. ${safe}`,
      action: 'Sign in',
    },
    refused: { title: again, sentence: `Your account wants to see you again. ${safe}`, action: 'Sign in' },
  },
  LOCKED: {
    account_disabled: {
      title: 'This account is locked',
      sentence: '{organisation} has switched it off. {count} changes are kept on this device.',
      action: 'Use another account',
    },
    too_many_attempts: {
      title: 'This account is locked',
      sentence: 'Unlocking failed too often. Sign in afresh to open it; {count} changes are kept on this device.',
      action: 'Sign in',
    },
  },
} as const satisfies {
  readonly SIGNED_OUT: Record<SignedOutReason, ReasonWords>
  readonly OFFLINE_STALE: Record<OfflineReason, ReasonWords>
  readonly REAUTH_REQUIRED: Record<ReauthReason, ReasonWords>
  readonly LOCKED: Record<LockedReason, ReasonWords>
}

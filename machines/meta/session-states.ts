import type { StateId } from '../edge-id.ts'
import type { session } from '../session.ts'
import type { StateWords } from './words.ts'

const elsewhere = ['user.switchAccount', 'user.addAccount'] as const
const whileSignedIn = ['user.signOut', ...elsewhere, 'user.stepUpRedirect'] as const
const askedAgain = ['user.signIn', 'user.signOut', ...elsewhere] as const

const opening = { title: 'Opening your work', screen: 'restoring', tone: 'rest', dataShown: 'none' } as const
const signingIn = {
  title: 'Signing in',
  sentence: 'We are confirming that it is you.',
  screen: 'signing-in',
  tone: 'working',
  userCan: ['user.signOut', 'user.cancel', 'user.switchAccount'],
  dataShown: 'none',
  announcement: '',
} as const satisfies StateWords

const preparing = {
  ...signingIn,
  title: 'Getting ready to sign in',
  sentence: 'The sign-in page opens in a moment.',
} as const
const away = {
  ...signingIn,
  title: 'On the sign-in page',
  sentence: 'Finish there and you come back here. Cancel if you have changed your mind.',
  announcement: 'The sign-in page is opening.',
} as const
const completing = {
  ...signingIn,
  title: 'Signing you in',
  sentence: 'Your account answered. This takes a moment.',
  announcement: 'Signing you in.',
} as const

const locked = {
  title: 'This account is locked',
  sentence: '{count} changes are kept on this device. You can use another account.',
  screen: 'locked',
  tone: 'stop',
  userCan: askedAgain,
  dataShown: 'public',
  announcement: 'This account is locked. {count} changes are kept on this device.',
} as const satisfies StateWords

const reauth = {
  title: 'Please sign in again',
  sentence: 'Your work is still here. {count} changes are safe on this device.',
  screen: 'reauth-required',
  tone: 'ask',
  userCan: askedAgain,
  dataShown: 'cached',
  announcement: 'Please sign in again. {count} changes are safe on this device.',
} as const satisfies StateWords

const offline = {
  title: 'Working offline',
  sentence: "No connection since {time}. {count} changes are safe on this device and go out when you're back.",
  screen: 'offline-stale',
  tone: 'careful',
  userCan: ['user.retry', ...whileSignedIn],
  dataShown: 'cached',
  announcement: '',
} as const satisfies StateWords

const upToDate = {
  title: 'Up to date',
  sentence: 'Everything is saved and sent.',
  dataShown: 'all',
  announcement: '',
} as const

export const sessionStates = {
  'auth.session': {
    title: 'Your sign-in',
    sentence: 'Whether you are signed in on this device, and what that allows right now.',
    screen: 'active',
    tone: 'rest',
    userCan: ['user.signOut', ...elsewhere],
    dataShown: 'none',
    announcement: '',
  },

  'auth.session.RESTORING': {
    ...opening,
    sentence: 'We are looking for your work on this device.',
    userCan: ['user.signOut', ...elsewhere],
    announcement: 'Opening your work.',
  },
  'auth.session.RESTORING.READING': {
    ...opening,
    sentence: 'We are reading what this device kept for you.',
    userCan: ['user.signOut', ...elsewhere],
    announcement: '',
  },
  'auth.session.RESTORING.UNLOCKING': {
    ...opening,
    title: 'Waiting for your device',
    sentence: 'Your work is safe. Unlock the device and it opens.',
    screen: 'device-locked',
    userCan: ['user.retry', 'user.signOut', ...elsewhere],
    announcement: 'Unlock the device to open your work.',
  },
  'auth.session.RESTORING.UNSEALING': {
    ...opening,
    title: 'Unlock to go on',
    sentence: 'Your work is sealed on this device. Show that it is you and it opens.',
    screen: 'unlock',
    tone: 'ask',
    userCan: ['user.signOut', ...elsewhere],
    announcement: 'Show that it is you to open your work.',
  },
  'auth.session.RESTORING.COMPLETING': {
    ...opening,
    title: 'Signing you in',
    sentence: 'You are back from the sign-in page. This takes a moment.',
    screen: 'signing-in',
    tone: 'working',
    userCan: ['user.signOut', ...elsewhere],
    announcement: 'Signing you in.',
  },
  'auth.session.RESTORING.SIGNING_IN': {
    ...signingIn,
    sentence: 'You are adding a way in. Your work here stays as it is.',
  },
  'auth.session.RESTORING.SIGNING_IN.PREPARING': preparing,
  'auth.session.RESTORING.SIGNING_IN.AWAY': away,
  'auth.session.RESTORING.SIGNING_IN.COMPLETING': completing,

  'auth.session.SIGNED_OUT': {
    title: 'Signed out',
    sentence: 'Nobody is signed in on this device.',
    screen: 'signed-out',
    tone: 'rest',
    userCan: ['user.switchAccount'],
    dataShown: 'none',
    announcement: 'Signed out.',
  },
  'auth.session.SIGNED_OUT.IDLE': {
    title: 'Signed out',
    sentence: 'Sign in to see your work.',
    screen: 'signed-out',
    tone: 'rest',
    userCan: ['user.signIn', ...elsewhere],
    dataShown: 'none',
    announcement: 'Signed out.',
  },
  'auth.session.SIGNED_OUT.SIGNING_IN': signingIn,
  'auth.session.SIGNED_OUT.SIGNING_IN.PREPARING': preparing,
  'auth.session.SIGNED_OUT.SIGNING_IN.AWAY': away,
  'auth.session.SIGNED_OUT.SIGNING_IN.COMPLETING': completing,
  'auth.session.SIGNED_OUT.SIGNING_OUT': {
    title: 'Signing out',
    sentence: 'We are clearing this device. You can already pick the account to open next.',
    screen: 'signing-out',
    tone: 'working',
    userCan: ['user.switchAccount'],
    dataShown: 'none',
    announcement: 'Signing out.',
  },

  'auth.session.ACTIVE': {
    ...upToDate,
    screen: 'active',
    tone: 'calm',
    userCan: whileSignedIn,
    announcement: 'Up to date.',
  },

  'auth.session.REFRESHING': { ...upToDate, screen: 'refreshing', tone: 'working', userCan: whileSignedIn },
  'auth.session.REFRESHING.RENEWING': { ...upToDate, screen: 'refreshing', tone: 'working', userCan: whileSignedIn },
  'auth.session.REFRESHING.RECOVERING': {
    title: 'Reconnecting',
    sentence: 'We are asking the server. {count} changes are safe on this device.',
    screen: 'refreshing',
    tone: 'working',
    userCan: whileSignedIn,
    dataShown: 'cached',
    announcement: '',
  },

  'auth.session.OFFLINE_STALE': {
    ...offline,
    announcement: 'Working offline. {count} changes are safe on this device.',
  },
  'auth.session.OFFLINE_STALE.CHOOSING': {
    ...offline,
    title: 'Looking at the connection',
    sentence: 'We are finding out what can be reached. {count} changes are safe on this device.',
  },
  'auth.session.OFFLINE_STALE.PARKED': offline,
  'auth.session.OFFLINE_STALE.DOUBTING': {
    ...offline,
    title: 'The network does not reach us',
    sentence: 'Something answers, but not our server. {count} changes are safe on this device.',
  },
  'auth.session.OFFLINE_STALE.WAITING': {
    ...offline,
    title: 'Waiting for the server',
    sentence: 'The network is there; we keep trying. {count} changes are safe on this device.',
  },
  'auth.session.OFFLINE_STALE.RETURNING': {
    ...offline,
    title: 'Almost back online',
    sentence: 'The network is back. {count} changes go out in a moment.',
  },

  'auth.session.REAUTH_REQUIRED': reauth,
  'auth.session.REAUTH_REQUIRED.IDLE': { ...reauth, announcement: '' },
  'auth.session.REAUTH_REQUIRED.CUT_OFF': {
    ...reauth,
    title: 'Connect to go on',
    sentence: 'You have been offline for longer than this app allows. {count} changes are safe on this device.',
    userCan: ['user.retry', ...askedAgain],
    announcement: 'Connect to go on. {count} changes are safe on this device.',
  },
  'auth.session.REAUTH_REQUIRED.RETURNING': {
    ...reauth,
    title: 'Almost back online',
    sentence: 'The network is back; we ask the server in a moment. {count} changes are safe on this device.',
    userCan: ['user.retry', ...askedAgain],
    announcement: '',
  },
  'auth.session.REAUTH_REQUIRED.SIGNING_IN': {
    ...signingIn,
    sentence: 'We are confirming that it is you. {count} changes are safe on this device.',
  },
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.PREPARING': preparing,
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.AWAY': away,
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.COMPLETING': completing,

  'auth.session.LOCKED': locked,
  'auth.session.LOCKED.IDLE': { ...locked, announcement: '' },
  'auth.session.LOCKED.SIGNING_IN': {
    ...signingIn,
    sentence: 'Signing in afresh can open the account again. {count} changes are kept on this device.',
  },
  'auth.session.LOCKED.SIGNING_IN.PREPARING': preparing,
  'auth.session.LOCKED.SIGNING_IN.AWAY': away,
  'auth.session.LOCKED.SIGNING_IN.COMPLETING': completing,
} as const satisfies Record<StateId<typeof session, 'auth.session'>, StateWords>

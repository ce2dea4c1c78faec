import type { EdgeId, StateId } from '../edge-id.ts'
import type { queue } from '../queue.ts'
import type { EdgeWords, StateWords } from './words.ts'

const list = { screen: 'queue', userCan: [], dataShown: 'all', announcement: '' } as const
const waiting = {
  ...list,
  title: 'Waiting to send',
  sentence: 'The next try comes a little later. {count} changes are safe on this device.',
  tone: 'careful',
  userCan: ['user.flush'],
} as const

export const queueStates = {
  'auth.queue': {
    ...list,
    title: 'Your unsent work',
    sentence: 'What has not reached the server yet. {count} changes are safe on this device.',
    tone: 'rest',
  },
  'auth.queue.CLOSED': {
    ...list,
    title: 'Kept for later',
    sentence: "Nothing is sent right now. {count} changes are safe on this device and go out when you're back.",
    tone: 'rest',
  },
  'auth.queue.STANDBY': {
    ...list,
    title: 'Another tab sends',
    sentence: 'One tab sends for all. {count} changes are safe on this device.',
    tone: 'rest',
  },
  'auth.queue.CHECKING': {
    ...list,
    title: 'Checking before sending',
    sentence: 'We ask what you may still do, so that nothing goes out against the rules. {count} changes wait.',
    tone: 'working',
  },
  'auth.queue.IDLE': {
    ...list,
    title: 'Nothing to send',
    sentence: 'Everything that can go out is out.',
    tone: 'calm',
  },
  'auth.queue.DRAINING': {
    ...list,
    title: 'Sending your work',
    sentence: 'Your work goes out in the order you made it. {count} changes are on their way.',
    tone: 'working',
    announcement: 'Sending {count} changes.',
  },
  'auth.queue.WAITING': { ...waiting, userCan: [] },
  'auth.queue.WAITING.FOR_LANES': waiting,
  'auth.queue.WAITING.DUE': {
    ...waiting,
    title: 'About to send',
    sentence: 'The pause is over. {count} changes go out as soon as your access is renewed.',
    userCan: [],
  },
  'auth.queue.WAITING.FOR_CHECK': {
    ...waiting,
    title: 'Waiting to check',
    sentence: 'We could not ask what you may still do, and try again. {count} changes are safe on this device.',
  },
  'auth.queue.WAITING.FOR_LOCK': {
    ...waiting,
    title: 'Waiting for our turn',
    sentence: 'We could not tell which tab sends, and try again. {count} changes are safe on this device.',
  },
} as const satisfies Record<StateId<typeof queue, 'auth.queue'>, StateWords>

const closes = {
  label: 'Sending has to stop',
  trigger: 'system',
  why: 'Without the server or a signed-in person nothing is sent; what is unsent stays here.',
} as const satisfies EdgeWords

const sendsNow = {
  label: 'Send now',
  trigger: 'user',
  why: 'The person does not want to wait for the pause to end.',
} as const satisfies EdgeWords
const pauseOver = {
  label: 'The pause is over',
  trigger: 'time',
  why: 'Enough time has passed to try again.',
} as const satisfies EdgeWords

export const queueEdges = {
  'auth.queue > queue.changed': {
    label: 'Work came or went',
    trigger: 'system',
    why: 'The count on the screen follows what is stored.',
  },
  'auth.queue.CLOSED > always [queueMayOpen] > auth.queue.STANDBY': {
    label: 'The server can be asked',
    trigger: 'system',
    why: 'The person is signed in and online, so unsent work may go out.',
  },
  'auth.queue.STANDBY > always [sessionNoLongerSends] > auth.queue.CLOSED': closes,
  'auth.queue.STANDBY > xstate.done.actor.drainerLock [drainerIsAcquired] > auth.queue.CHECKING': {
    label: "It's this tab's turn",
    trigger: 'tab',
    why: 'No other tab is sending, so this one does, and nothing goes out twice.',
  },
  'auth.queue.STANDBY > xstate.done.actor.drainerLock > auth.queue.WAITING.FOR_LOCK': {
    label: 'No turn to be had',
    trigger: 'system',
    why: 'The browser could not say whose turn it is; sending without knowing could send twice.',
  },
  'auth.queue.STANDBY > xstate.error.actor.drainerLock > auth.queue.WAITING.FOR_LOCK': {
    label: 'Taking turns broke',
    trigger: 'system',
    why: 'A fault of ours must not send anything twice, so we wait and ask again.',
  },
  'auth.queue.CHECKING > always [sessionNoLongerSends] > auth.queue.CLOSED': closes,
  'auth.queue.CHECKING > xstate.done.actor.recheck [queueIsChecked] > auth.queue.IDLE': {
    label: 'Checked',
    trigger: 'server',
    why: 'What the person may do is known again, so what is allowed can go out.',
  },
  'auth.queue.CHECKING > xstate.done.actor.recheck > auth.queue.WAITING.FOR_CHECK': {
    label: 'Could not check',
    trigger: 'network',
    why: 'Nothing is sent on old permissions; the check is tried again later.',
  },
  'auth.queue.CHECKING > xstate.error.actor.recheck > auth.queue.WAITING.FOR_CHECK': {
    label: 'Checking broke',
    trigger: 'system',
    why: 'A fault of ours must not send anything unchecked, so the check is tried again later.',
  },
  'auth.queue.IDLE > always [sessionNoLongerSends] > auth.queue.CLOSED': closes,
  'auth.queue.IDLE > always [workMayBeSent] > auth.queue.DRAINING': {
    label: 'Work is ready',
    trigger: 'system',
    why: 'The server has confirmed who this is, and there is something to send.',
  },
  'auth.queue.IDLE > always [workIsUnchecked] > auth.queue.CHECKING': {
    label: 'Work came in unchecked',
    trigger: 'system',
    why: 'The server has not yet confirmed who this is, so it is asked before anything goes out.',
  },
  'auth.queue.IDLE > always [workBacksOff] > auth.queue.WAITING.FOR_LANES': {
    label: 'All work has to wait',
    trigger: 'time',
    why: 'What is left may not go yet or can’t be opened, so we wait for the first of it.',
  },
  'auth.queue.DRAINING > always [sessionNoLongerSends] > auth.queue.CLOSED': closes,
  'auth.queue.DRAINING > xstate.done.actor.drain [replyDenied] > auth.queue.CHECKING': {
    label: 'Something was not allowed',
    trigger: 'server',
    why: 'Permissions have changed under way, so they are asked for again before the rest goes out.',
  },
  'auth.queue.DRAINING > xstate.done.actor.drain [drainerIsFenced] > auth.queue.CLOSED': {
    label: 'Another tab took over',
    trigger: 'tab',
    why: 'This tab had lost its turn without noticing; only one tab may send.',
  },
  'auth.queue.DRAINING > xstate.done.actor.drain > auth.queue.IDLE': {
    label: 'Sent what could be sent',
    trigger: 'server',
    why: 'The server has answered for each change; what is left has its own time.',
  },
  'auth.queue.DRAINING > xstate.error.actor.drain > auth.queue.WAITING.FOR_CHECK': {
    label: 'Sending broke',
    trigger: 'system',
    why: 'A fault of ours loses nothing: what was under way is checked and sent again with the same mark.',
  },
  'auth.queue.WAITING > always [sessionNoLongerSends] > auth.queue.CLOSED': closes,
  'auth.queue.WAITING > xstate.error.actor.queueAlarm > auth.queue.CLOSED': {
    label: 'The timer broke',
    trigger: 'system',
    why: 'Without a timer nothing would ever go out, so sending starts over from the beginning.',
  },
  'auth.queue.WAITING.FOR_LANES > user.flush > auth.queue.WAITING.DUE': sendsNow,
  'auth.queue.WAITING.FOR_LANES > queue.changed > auth.queue.IDLE': {
    label: 'Work came or went',
    trigger: 'system',
    why: 'New work may be ready at once, even while the rest waits.',
  },
  'auth.queue.WAITING.FOR_LANES > xstate.done.actor.queueAlarm > auth.queue.WAITING.DUE': pauseOver,
  'auth.queue.WAITING.DUE > always [drainMayStart] > auth.queue.DRAINING': {
    label: 'The server can be asked',
    trigger: 'system',
    why: 'The pause is over, and access is good and confirmed.',
  },
  'auth.queue.WAITING.DUE > always [workIsUnchecked] > auth.queue.CHECKING': {
    label: 'Not confirmed yet',
    trigger: 'system',
    why: 'The server has not yet confirmed who this is, so it is asked before anything goes out.',
  },
  'auth.queue.WAITING.FOR_CHECK > user.flush > auth.queue.CHECKING': sendsNow,
  'auth.queue.WAITING.FOR_CHECK > xstate.done.actor.queueAlarm > auth.queue.CHECKING': pauseOver,
  'auth.queue.WAITING.FOR_LOCK > user.flush > auth.queue.STANDBY': sendsNow,
  'auth.queue.WAITING.FOR_LOCK > xstate.done.actor.queueAlarm > auth.queue.STANDBY': pauseOver,
} as const satisfies Record<EdgeId<typeof queue, 'auth.queue', 'auth'>, EdgeWords>

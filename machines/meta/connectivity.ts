import type { connectivity } from '../connectivity.ts'
import type { EdgeId, StateId } from '../edge-id.ts'
import type { EdgeWords, StateWords } from './words.ts'

const line = { screen: 'status-line', userCan: [], dataShown: 'all', announcement: '' } as const

export const connectivityStates = {
  'auth.connectivity': {
    ...line,
    title: 'The connection',
    sentence: 'Whether the server can be reached from here.',
    tone: 'rest',
  },
  'auth.connectivity.ONLINE': {
    ...line,
    title: 'Online',
    sentence: 'Nothing speaks against a connection.',
    tone: 'calm',
  },
  'auth.connectivity.ONLINE.CLEAR': {
    ...line,
    title: 'Online',
    sentence: 'The last sign of the network was a good one.',
    tone: 'calm',
  },
  'auth.connectivity.ONLINE.DOUBTED': {
    ...line,
    title: 'A blip, perhaps',
    sentence: 'The device says that the network is gone. Moving between networks looks like that for a moment.',
    tone: 'calm',
  },
  'auth.connectivity.OFFLINE': {
    ...line,
    title: 'No network',
    sentence: 'The device has no network. {count} changes are safe here.',
    tone: 'careful',
    announcement: 'No network.',
  },
  'auth.connectivity.OFFLINE.RESTING': {
    ...line,
    title: 'No network',
    sentence: 'We go on as soon as the device finds one. {count} changes are safe here.',
    tone: 'careful',
  },
  'auth.connectivity.OFFLINE.WATCHING': {
    ...line,
    title: 'No network',
    sentence: 'We look from time to time whether it is back. {count} changes are safe here.',
    tone: 'careful',
  },
  'auth.connectivity.SUSPECT': {
    ...line,
    title: 'The network is odd',
    sentence: 'Something answers, but perhaps not our server. {count} changes are safe here.',
    tone: 'careful',
  },
  'auth.connectivity.SUSPECT.PROBING': {
    ...line,
    title: 'Checking the network',
    sentence: 'One small question shows whether our server can be reached.',
    tone: 'careful',
  },
  'auth.connectivity.SUSPECT.PORTAL': {
    ...line,
    title: 'This network asks you to log in',
    sentence: 'Open its page in the browser. Your {count} changes are safe here meanwhile.',
    tone: 'careful',
    announcement: 'This network asks you to log in.',
  },
  'auth.connectivity.SUSPECT.UNPROBED': {
    ...line,
    title: 'Not sure about the network',
    sentence: 'We cannot tell who answers. We keep trying, and {count} changes are safe here.',
    tone: 'careful',
  },
} as const satisfies Record<StateId<typeof connectivity, 'auth.connectivity'>, StateWords>

const answered = {
  label: 'The server answered',
  trigger: 'server',
  why: 'Whatever it said, an answer of the server proves the connection.',
} as const satisfies EdgeWords

const portal = {
  label: 'Somebody else answered',
  trigger: 'network',
  why: 'The answer is not the kind our server gives: a login page of the network, most likely.',
} as const satisfies EdgeWords

const silentAgain = {
  label: 'Silent twice',
  trigger: 'network',
  why: 'Two attempts close together got no answer, so the network is looked at.',
} as const satisfies EdgeWords

const silent = {
  label: 'Silent once',
  trigger: 'network',
  why: 'One attempt without an answer proves nothing; it is remembered for a few seconds.',
} as const satisfies EdgeWords

const silentAsTold = {
  label: 'Silent, as the device says',
  trigger: 'network',
  why: 'The device is about to be believed; asking elsewhere whether somebody answers would only take longer.',
} as const satisfies EdgeWords

const suspected = {
  label: 'An odd answer',
  trigger: 'network',
  why: 'A request was answered by somebody other than the server.',
} as const satisfies EdgeWords

const reachedNextDoor = {
  label: 'Another tab reached the server',
  trigger: 'tab',
  why: 'It was reached after our last reading, so the network is there.',
} as const satisfies EdgeWords

const timerBroke = (why: string): EdgeWords => ({ label: 'The timer broke', trigger: 'system', why })

export const connectivityEdges = {
  'auth.connectivity.ONLINE > network.suspected > auth.connectivity.SUSPECT': suspected,
  'auth.connectivity.ONLINE > xstate.done.actor.refresh [serverAnswered] > auth.connectivity.ONLINE.CLEAR': answered,
  'auth.connectivity.ONLINE > xstate.done.actor.refresh [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.ONLINE > xstate.done.actor.refresh [silenceRepeats] > auth.connectivity.SUSPECT': silentAgain,
  'auth.connectivity.ONLINE > xstate.done.actor.refresh [attemptWasSilent]': silent,
  'auth.connectivity.ONLINE > xstate.done.actor.signIn [serverAnswered] > auth.connectivity.ONLINE.CLEAR': answered,
  'auth.connectivity.ONLINE > xstate.done.actor.signIn [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.ONLINE > xstate.done.actor.signIn [silenceRepeats] > auth.connectivity.SUSPECT': silentAgain,
  'auth.connectivity.ONLINE > xstate.done.actor.signIn [attemptWasSilent]': silent,
  'auth.connectivity.ONLINE > xstate.done.actor.recheck [serverAnswered] > auth.connectivity.ONLINE.CLEAR': answered,
  'auth.connectivity.ONLINE > xstate.done.actor.recheck [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.ONLINE > xstate.done.actor.recheck [silenceRepeats] > auth.connectivity.SUSPECT': silentAgain,
  'auth.connectivity.ONLINE > xstate.done.actor.recheck [attemptWasSilent]': silent,
  'auth.connectivity.ONLINE > xstate.done.actor.drain [serverAnswered] > auth.connectivity.ONLINE.CLEAR': answered,
  'auth.connectivity.ONLINE > xstate.done.actor.drain [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.ONLINE > xstate.done.actor.drain [silenceRepeats] > auth.connectivity.SUSPECT': silentAgain,
  'auth.connectivity.ONLINE > xstate.done.actor.drain [attemptWasSilent]': silent,

  'auth.connectivity.ONLINE.CLEAR > always [startsOffline] > auth.connectivity.OFFLINE': {
    label: 'No network from the start',
    trigger: 'network',
    why: 'The first reading of the device counts at once; there is nothing yet that it could interrupt.',
  },
  'auth.connectivity.ONLINE.CLEAR > network.lost > auth.connectivity.ONLINE.DOUBTED': {
    label: 'The device lost its network',
    trigger: 'network',
    why: 'Changing from one network to another looks the same for a second or two, so it is doubted first.',
  },
  'auth.connectivity.ONLINE.DOUBTED > network.returned > auth.connectivity.ONLINE.CLEAR': {
    label: 'It was a blip',
    trigger: 'network',
    why: 'The network was back before anybody had to notice.',
  },
  'auth.connectivity.ONLINE.DOUBTED > xstate.done.actor.refresh [attemptWasSilent]': silentAsTold,
  'auth.connectivity.ONLINE.DOUBTED > xstate.done.actor.signIn [attemptWasSilent]': silentAsTold,
  'auth.connectivity.ONLINE.DOUBTED > xstate.done.actor.recheck [attemptWasSilent]': silentAsTold,
  'auth.connectivity.ONLINE.DOUBTED > xstate.done.actor.drain [attemptWasSilent]': silentAsTold,
  'auth.connectivity.ONLINE.DOUBTED > xstate.done.actor.connectivityAlarm > auth.connectivity.OFFLINE': {
    label: 'It stays gone',
    trigger: 'time',
    why: 'After a few seconds the device is believed.',
  },
  'auth.connectivity.ONLINE.DOUBTED > xstate.error.actor.connectivityAlarm > auth.connectivity.OFFLINE': timerBroke(
    'Without a timer the doubt would never end, so the device is believed.',
  ),

  'auth.connectivity.OFFLINE > network.returned > auth.connectivity.ONLINE': {
    label: 'The network is back',
    trigger: 'network',
    why: 'The device says so. Whether the server is there, the next attempt will show.',
  },
  'auth.connectivity.OFFLINE > network.suspected > auth.connectivity.SUSPECT': suspected,
  'auth.connectivity.OFFLINE > tab.committed [commitIsLaterThanReading] > auth.connectivity.ONLINE': reachedNextDoor,
  'auth.connectivity.OFFLINE > xstate.done.actor.refresh [serverAnswered] > auth.connectivity.ONLINE': answered,
  'auth.connectivity.OFFLINE > xstate.done.actor.refresh [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.OFFLINE > xstate.done.actor.signIn [serverAnswered] > auth.connectivity.ONLINE': answered,
  'auth.connectivity.OFFLINE > xstate.done.actor.signIn [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.OFFLINE > xstate.done.actor.recheck [serverAnswered] > auth.connectivity.ONLINE': answered,
  'auth.connectivity.OFFLINE > xstate.done.actor.recheck [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.OFFLINE > xstate.done.actor.drain [serverAnswered] > auth.connectivity.ONLINE': answered,
  'auth.connectivity.OFFLINE > xstate.done.actor.drain [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.OFFLINE.RESTING > always [probeExists] > auth.connectivity.OFFLINE.WATCHING': {
    label: 'There is a way to look',
    trigger: 'system',
    why: 'This app has a cheap question to ask, so it looks now and then by itself.',
  },
  'auth.connectivity.OFFLINE.WATCHING > xstate.done.actor.connectivityAlarm > auth.connectivity.SUSPECT': {
    label: 'Time to look',
    trigger: 'time',
    why: 'Devices sometimes forget to say that the network is back.',
  },
  'auth.connectivity.OFFLINE.WATCHING > xstate.error.actor.connectivityAlarm > auth.connectivity.SUSPECT': timerBroke(
    'Without a timer nobody would ever look again, so we look now.',
  ),

  'auth.connectivity.SUSPECT > network.lost > auth.connectivity.OFFLINE': {
    label: 'The device lost its network',
    trigger: 'network',
    why: 'The connection was in doubt already, so the device is believed at once.',
  },
  'auth.connectivity.SUSPECT > network.returned > auth.connectivity.SUSPECT.PROBING': {
    label: 'A new network',
    trigger: 'network',
    why: 'Another network may let us through, so we look again.',
  },
  'auth.connectivity.SUSPECT > tab.committed [commitIsLaterThanReading] > auth.connectivity.ONLINE': reachedNextDoor,
  'auth.connectivity.SUSPECT > xstate.done.actor.refresh [serverAnswered] > auth.connectivity.ONLINE': answered,
  'auth.connectivity.SUSPECT > xstate.done.actor.refresh [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.SUSPECT > xstate.done.actor.signIn [serverAnswered] > auth.connectivity.ONLINE': answered,
  'auth.connectivity.SUSPECT > xstate.done.actor.signIn [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.SUSPECT > xstate.done.actor.recheck [serverAnswered] > auth.connectivity.ONLINE': answered,
  'auth.connectivity.SUSPECT > xstate.done.actor.recheck [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.SUSPECT > xstate.done.actor.drain [serverAnswered] > auth.connectivity.ONLINE': answered,
  'auth.connectivity.SUSPECT > xstate.done.actor.drain [portalAnswered] > auth.connectivity.SUSPECT': portal,
  'auth.connectivity.SUSPECT.PROBING > xstate.done.actor.probe [probeReached] > auth.connectivity.ONLINE': {
    label: 'Our server answered',
    trigger: 'network',
    why: 'The small question came through, so requests will too.',
  },
  'auth.connectivity.SUSPECT.PROBING > xstate.done.actor.probe [probeFoundNothing] > auth.connectivity.OFFLINE': {
    label: 'Nobody answered',
    trigger: 'network',
    why: 'Not even the small question came through.',
  },
  'auth.connectivity.SUSPECT.PROBING > xstate.done.actor.probe [probeFoundPortal] > auth.connectivity.SUSPECT.PORTAL': {
    label: 'A login page answered',
    trigger: 'network',
    why: 'The network wants the person to log in on a page of its own first.',
  },
  'auth.connectivity.SUSPECT.PROBING > xstate.done.actor.probe > auth.connectivity.SUSPECT.UNPROBED': {
    label: 'There is no way to look',
    trigger: 'system',
    why: 'This app has no small question to ask, and not knowing never counts as online.',
  },
  'auth.connectivity.SUSPECT.PROBING > xstate.error.actor.probe > auth.connectivity.SUSPECT.UNPROBED': {
    label: 'Looking broke',
    trigger: 'system',
    why: 'A fault of ours says nothing about the network; not knowing never counts as online.',
  },
  'auth.connectivity.SUSPECT.PORTAL > app.woke > auth.connectivity.SUSPECT.PROBING': {
    label: 'The app is in front again',
    trigger: 'system',
    why: 'The person may come straight from the login page of the network.',
  },
  'auth.connectivity.SUSPECT.PORTAL > xstate.done.actor.connectivityAlarm > auth.connectivity.SUSPECT.PROBING': {
    label: 'Time to look again',
    trigger: 'time',
    why: 'The person may have logged in to the network meanwhile.',
  },
  'auth.connectivity.SUSPECT.PORTAL > xstate.error.actor.connectivityAlarm > auth.connectivity.SUSPECT.UNPROBED':
    timerBroke('We can no longer tell whether the login page is still there.'),
  'auth.connectivity.SUSPECT.UNPROBED > app.woke > auth.connectivity.SUSPECT.PROBING': {
    label: 'The app is in front again',
    trigger: 'system',
    why: 'Somebody is looking at the app, so we look at the network once more.',
  },
  'auth.connectivity.SUSPECT.UNPROBED > xstate.done.actor.connectivityAlarm > auth.connectivity.SUSPECT.PROBING': {
    label: 'Time to look again',
    trigger: 'time',
    why: 'Networks change; a few minutes later the answer may be another one.',
  },
  'auth.connectivity.SUSPECT.UNPROBED > xstate.error.actor.connectivityAlarm': timerBroke(
    'We stay unsure; the next word of the device or of the server settles it.',
  ),
} as const satisfies Record<EdgeId<typeof connectivity, 'auth.connectivity', 'auth'>, EdgeWords>

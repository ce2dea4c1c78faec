import type { Ignored } from '../ignored.ts'

/* Connectivity, queue, step-up and revocation. */

export const ignoredBesideSession = [
  {
    state: 'auth.connectivity.ONLINE.CLEAR',
    events: ['network.returned'],
    reason: 'The network never went away; devices repeat themselves.',
  },
  {
    state: 'auth.connectivity.ONLINE.CLEAR',
    events: ['tab.committed'],
    reason: 'Another tab reached the server, which is what this state believes anyway.',
  },
  {
    state: 'auth.connectivity.ONLINE.DOUBTED',
    events: ['network.lost'],
    reason: 'The device has said so once and is being doubted for a few seconds; saying it twice proves no more.',
  },
  {
    state: 'auth.connectivity.ONLINE.DOUBTED',
    events: ['tab.committed'],
    reason: 'The other tab may have been answered just before the network went; the doubt ends by itself in seconds.',
  },
  {
    state: 'auth.connectivity.ONLINE',
    events: ['app.woke'],
    reason: 'The network counts as there already; whoever looks at the app changes nothing about it.',
  },
  {
    state: 'auth.connectivity.OFFLINE',
    events: ['app.woke'],
    reason: 'The device says that there is no network, and it will say so when there is one again.',
  },
  {
    state: 'auth.connectivity.SUSPECT.PROBING',
    events: ['app.woke'],
    reason: 'The network is being looked at this very moment.',
  },
  {
    state: 'auth.connectivity.OFFLINE',
    events: ['network.lost'],
    reason: 'The device has no network already.',
  },
  {
    state: 'auth.connectivity.SUSPECT',
    events: ['network.suspected'],
    reason: 'The network is in doubt already, and one look at it is enough.',
  },

  {
    state: 'auth.queue.CLOSED',
    events: ['user.flush'],
    reason: 'Without the server or a signed-in user nothing can be sent; it goes out by itself once both are there.',
  },
  {
    state: 'auth.queue.STANDBY',
    events: ['user.flush'],
    reason: 'Another tab sends for all tabs of this account; this one has nothing to push.',
  },
  {
    state: 'auth.queue.CHECKING',
    events: ['user.flush'],
    reason: 'The check before sending is under way and sending follows at once.',
  },
  {
    state: 'auth.queue.IDLE',
    events: ['user.flush'],
    reason: 'Everything that may be sent now has been sent.',
  },
  {
    state: 'auth.queue.DRAINING',
    events: ['user.flush'],
    reason: 'Work is being sent at this moment.',
  },
  {
    state: 'auth.queue.WAITING.DUE',
    events: ['user.flush'],
    reason: 'The pause is over already; only the renewal under way is awaited.',
  },

  {
    state: 'auth.stepUp.NONE',
    events: ['user.cancel'],
    reason: 'No proof has been asked for, so there is no prompt to close.',
  },
  {
    state: 'auth.stepUp.PROMPTING.FOR_ACTION',
    events: ['user.stepUp'],
    reason: 'One proof at a time: the prompt on the screen is answered or cancelled first.',
  },
  {
    state: 'auth.stepUp.PROMPTING.FOR_UNLOCK',
    events: ['user.stepUp'],
    reason: 'The prompt that opens the app is on the screen already.',
  },
  {
    state: 'auth.stepUp.PROMPTING.FOR_UNLOCK',
    events: ['app.idled'],
    reason: 'The app is still closed, so leaving it alone endangers nothing.',
  },
  {
    state: 'auth.stepUp.REQUIRED',
    events: ['user.cancel'],
    reason: 'Nothing opens without a proof, and no prompt is on the screen to close.',
  },
  {
    state: 'auth.stepUp.REQUIRED',
    events: ['app.idled'],
    reason: 'The app is closed already, until somebody unlocks it.',
  },

  {
    state: 'auth.revocation.EMPTY',
    events: ['app.woke'],
    reason: 'Every sign-out has been passed on, so there is nothing to tell anybody.',
  },
  {
    state: 'auth.revocation.SENDING',
    events: ['app.woke'],
    reason: 'The server is being told at this moment; its answer decides what is left.',
  },
  {
    state: 'auth.revocation.WAITING.CHOOSING',
    events: ['app.woke'],
    reason: 'This state passes in the same step it is entered in, so no event ever finds it.',
  },
  {
    state: 'auth.revocation.WAITING.PARKED',
    events: ['app.woke'],
    reason: 'Without a network the server cannot be told, however many people look at the app.',
  },
  {
    state: 'auth.revocation.WAITING.BACKING_OFF',
    events: ['app.woke'],
    reason: 'The pause between two attempts has its own timer and is not cut short by somebody looking.',
  },
] as const satisfies readonly Ignored[]

import { browser } from '../../../adapters/presets/browser.ts'
import { pin } from '../../../adapters/step-up/pin.ts'
import { webauthn } from '../../../adapters/step-up/webauthn.ts'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import { duration } from '../../../machines/time.ts'
import { createAuth } from '../../../src/create-auth.ts'
import { defineCapabilities } from '../../../src/policy/define-capabilities.ts'
import type { EnrollResult, Presence, StepUpResult } from '../../../src/step-up/presence.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/durable-queue.ts'
import { stepUpContract, type Somebody } from '../../../src/testing/contracts/step-up.contract.ts'
import { scriptedIdentity } from '../../../src/testing/fakes/scripted-identity.ts'
import { stolenDisk } from './stolen-disk.ts'

/** What the tests drive: a session on the browser's own disk, with its own keys and its own authenticator. */
export interface StepUpPage {
  readonly signIn: () => Promise<string>
  readonly enroll: (method: string, answers: readonly string[]) => Promise<EnrollResult['status']>
  readonly prove: (answers: readonly string[]) => Promise<StepUpResult['status']>
  /** Opens the prompt, answers once, and waits until something is on disk; the key is still being derived then. */
  readonly attempt: (answer: string) => Promise<void>
  readonly attemptsLeft: () => Promise<number | null>
  readonly can: () => string
  readonly suspicions: readonly string[]
  readonly prompts: () => boolean
  readonly cancel: () => void
  /** Those that are set up. */
  readonly methods: () => Promise<readonly string[]>
  /** As after a long absence. */
  readonly endProofs: () => void
  /** The status, and what it waits for. */
  readonly status: () => string
  readonly unlock: (answers: readonly string[]) => Promise<StepUpResult['status']>
  readonly remove: (method: string) => Promise<EnrollResult['status']>
  readonly queueNote: (text: string) => Promise<void>
  /** What waits to be sent, as far as it can be read. */
  readonly notes: () => readonly unknown[]
  /** Holds a passkey to one promise of StepUp. Resolves with the breach's words, or null. */
  readonly hold: (id: string) => Promise<string | null>
  /** Everything that a copy of the disk shows to somebody who may use the device's keys, and knows no PIN. */
  readonly stolen: () => Promise<string>
}

declare global {
  /** Given by the driver: who is at the authenticator from now on. */
  function meetSomebody(who: Somebody): Promise<void>
  var stepUp: StepUpPage
}

const policy = defineCapabilities({ 'note.create': { offlineFor: '48h', stepUpEvery: '12h' } })
const method = new URLSearchParams(location.search).get('method') ?? 'webauthn'
const store = indexedDb({ name: 'step-up' })
const note = defineOperation<{ readonly text: string }>({
  name: 'note',
  version: 1,
  request: (variables) => ({ method: 'POST', url: `${location.origin}/notes`, json: variables }),
})
const auth = createAuth({
  policy,
  queue: durableQueue({ operations: [note] }),
  origins: [location.origin],
  stepUp: [method === 'pin' ? pin() : webauthn({ appName: 'Fieldwork' })],
  offlineFor: '7d',
  platform: browser({ name: 'step-up' }),
  identity: scriptedIdentity({ accessTokenTtl: duration(3_600_000), reachable: () => true }),
  store,
})
const suspicions: string[] = []
auth.on('stepUp.suspected', ({ code }) => suspicions.push(code))

function presence(): Presence {
  if (auth.presence === null) throw new Error('This page was given no step-up')
  return auth.presence
}

async function revision(): Promise<number> {
  const { account } = auth.actor.getSnapshot().context
  const read = await store.read([{ by: 'account', kind: 'step_up', account: account ?? '' }])
  return read.ok ? (read.value.find(({ key }) => key.id === method)?.revision ?? 0) : 0
}

/** The next question of the prompt; null once there is none. */
async function asked(since: unknown): Promise<number | null> {
  for (;;) {
    const question = presence().state.prompt?.question ?? null
    if (question !== null && question !== since) return question.attemptsLeft
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

async function answered<Status extends string>(
  work: Promise<{ readonly status: Status }>,
  answers: readonly string[],
): Promise<Status> {
  const answering = (async () => {
    let since: unknown = null
    for (const answer of answers) {
      await asked(since)
      since = presence().state.prompt?.question
      presence().answer(answer)
    }
  })()
  const [{ status }] = await Promise.all([work, answering])
  return status
}

globalThis.stepUp = {
  signIn: async () => {
    await auth.ready
    if (auth.state.status === 'SIGNED_OUT')
      await auth.signIn({ via: 'credentials', credentials: { username: 'mira', password: 'secret' } })
    return auth.state.status
  },
  enroll: (which, answers) => answered(presence().enroll(which), answers),
  prove: (answers) => answered(auth.stepUp('note.create'), answers),
  attempt: async (answer) => {
    void auth.stepUp('note.create')
    await asked(null)
    const before = await revision()
    presence().answer(answer)
    while ((await revision()) === before) await new Promise((resolve) => requestAnimationFrame(resolve))
  },
  attemptsLeft: async () => {
    void auth.stepUp('note.create')
    return asked(null)
  },
  can: () => {
    const decision = auth.can('note.create')
    return decision.allowed ? decision.via : decision.reason
  },
  suspicions,
  prompts: () => presence().state.prompt !== null,
  cancel: () => presence().cancel(),
  methods: async () => (await presence().methods()).filter(({ isEnrolled }) => isEnrolled).map((way) => way.method),
  endProofs: () => auth.actor.send({ type: 'stepUp.ended', at: auth.now() }),
  status: () => [auth.state.status, ...('waiting' in auth.state ? [auth.state.waiting ?? 'nothing'] : [])].join(' '),
  unlock: (answers) => answered(presence().unlock(), answers),
  remove: async (which) => (await presence().remove(which)).status,
  queueNote: async (text) => void (await auth.queue?.enqueue(note, { text })),
  notes: () =>
    (auth.queue?.items() ?? []).map(({ content }) => (content?.variables as { text?: string } | undefined)?.text),
  hold: async (id) => {
    const promise = stepUpContract.find((one) => one.id === id)
    if (promise === undefined) return `There is no promise ${id}`
    const stepUp = webauthn({ appName: 'Fieldwork' })
    const subject = async () => ({ stepUp, meet: meetSomebody, texts: null, end: () => meetSomebody('owner') })
    return promise.run(subject).then(
      () => null,
      (error: unknown) => String(error),
    )
  },
  stolen: () => stolenDisk('step-up'),
}
document.title = 'ready'

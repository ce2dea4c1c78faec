import type { StepUp, StepUpOutcome, StepUpQuestion } from '../../ports/step-up.ts'
import { contractCase, type ContractCase, type Subject } from './contract-case.ts'
import { answered, demand, demandEqual, failureOf } from './demand.ts'
import { stepUpDesk, type StepUpDesk } from './step-up-desk.ts'

/** Who is at the device. `nobody` gives up wherever they are asked. */
export type Somebody = 'owner' | 'stranger' | 'nobody'

/** A way to prove presence in its surroundings, for `stepUpContract`. */
export interface StepUpSubject extends Subject {
  readonly stepUp: StepUp
  /** For methods that ask in their own dialog: who answers it from now on. */
  meet(who: Somebody): Promise<void>
  /** For methods that ask for a text: what the owner types, and something else that would do as well. */
  readonly texts: { readonly owner: string; readonly stranger: string } | null
}

/** More guesses than any method grants. */
const manyGuesses = 30

interface Scene extends StepUpSubject {
  readonly desk: StepUpDesk
  enroll(who: Somebody): Promise<StepUpOutcome>
  verify(who: Somebody, signal?: AbortSignal): Promise<StepUpOutcome>
}

function scene(subject: StepUpSubject): Scene {
  const desk = stepUpDesk(subject.stepUp)
  const meet = async (who: Somebody): Promise<void> => {
    await subject.meet(who)
    let guesses = 0
    desk.person = ({ wants }: StepUpQuestion) => {
      guesses += 1
      if (who === 'nobody' || subject.texts === null) return null
      // A stranger tries once, and goes.
      if (who === 'stranger' && wants === 'prove' && guesses > 1) return null
      return subject.texts[who]
    }
  }
  return {
    ...subject,
    desk,
    enroll: async (who) => (await meet(who), answered(() => subject.stepUp.enroll(desk.request()))),
    verify: async (who, signal) => (await meet(who), answered(() => subject.stepUp.verify(desk.request(signal)))),
  }
}

const held = (id: string, title: string, hold: (scene: Scene) => Promise<void>): ContractCase<StepUpSubject> =>
  contractCase(id, title, (subject) => hold(scene(subject)))

/** What StepUp promises. */
export const stepUpContract: readonly ContractCase<StepUpSubject>[] = [
  held('stepUp.supported', 'it says whether this device can do it', async ({ stepUp }) => {
    demandEqual(await stepUp.isSupported(), true, 'Where it is tested it can')
  }),
  held('stepUp.owner', 'who has enrolled can prove it, again and again', async ({ enroll, verify }) => {
    demandEqual((await enroll('owner')).ok, true, 'Enrolled')
    demandEqual((await verify('owner')).ok, true, 'Proven')
    demandEqual((await verify('owner')).ok, true, 'Proven again')
  }),
  held('stepUp.stranger', 'somebody else can not prove it', async ({ enroll, verify }) => {
    await enroll('owner')
    demandEqual((await verify('stranger')).ok, false, 'Proven by a stranger')
    demandEqual((await verify('owner')).ok, true, 'Proven by the owner afterwards')
  }),
  held('stepUp.unenrolled', 'what is not enrolled is unavailable, never a yes', async ({ verify }) => {
    demandEqual(failureOf(await verify('owner')), { kind: 'unavailable' }, 'Nothing is enrolled')
  }),
  held('stepUp.unreadable', 'a row that can not be read is never a yes', async ({ desk, enroll, verify }) => {
    await enroll('owner')
    desk.isUnreadable = true
    demandEqual((await verify('owner')).ok, false, 'Proven')
  }),
  held('stepUp.cancel', 'who gives up has proven nothing and changed nothing', async ({ desk, enroll, verify }) => {
    demandEqual(failureOf(await enroll('nobody')), { kind: 'cancelled' }, 'An enrolment')
    demandEqual(desk.stored, null, 'The row')
    await enroll('owner')
    demandEqual(failureOf(await verify('nobody')), { kind: 'cancelled' }, 'A proof')
  }),
  held('stepUp.signal', 'a proof that nobody waits for any more is none', async ({ enroll, verify }) => {
    await enroll('owner')
    demandEqual((await verify('owner', AbortSignal.abort())).ok, false, 'Proven')
  }),
  held('stepUp.durable', 'what is not on disk is not enrolled', async ({ desk, enroll, verify }) => {
    desk.isWritable = false
    demandEqual((await enroll('owner')).ok, false, 'Enrolled')
    desk.isWritable = true
    demandEqual((await verify('owner')).ok, false, 'Proven')
  }),
  held(
    'stepUp.counted',
    'an attempt that could not be written down is not looked at',
    async ({ desk, enroll, verify }) => {
      await enroll('owner')
      desk.isWritable = false
      demandEqual((await verify('owner')).ok, false, 'Proven')
    },
  ),
  held('stepUp.secret', 'nothing that a person types is stored', async ({ desk, enroll, verify, texts }) => {
    await enroll('owner')
    await verify('stranger')
    const stored = JSON.stringify(desk.stored)
    for (const text of Object.values(texts ?? {})) demand(!stored.includes(text), 'The row holds what was typed')
  }),
  held('stepUp.exhausted', 'guessing ends, for everybody', async ({ desk, enroll, stepUp, texts }) => {
    demand(texts !== null, 'There is a text to guess')
    await enroll('owner')
    let guesses = 0
    desk.person = () => {
      guesses += 1
      return guesses > manyGuesses ? null : texts.stranger
    }
    demandEqual(failureOf(await stepUp.verify(desk.request())), { kind: 'exhausted' }, 'After many guesses')
    desk.person = () => texts.owner
    demandEqual(failureOf(await stepUp.verify(desk.request())), { kind: 'exhausted' }, 'Even for the right text')
  }),
]

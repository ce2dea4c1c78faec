import { reasonWords } from '../../../machines/meta/reasons.ts'
import { say } from '../../../machines/meta/say.ts'
import type { Message } from './en.ts'
import { words } from './en.ts'
import { clockTime } from './times.ts'

type Reasons = typeof reasonWords

export interface Saying extends Message {
  /** A verb; null where there is nothing to press. */
  readonly action: string | null
}

/** What the chart's words say of a reason, with this device's unsent work counted. */
export function sayReason<Status extends keyof Reasons>(
  status: Status,
  reason: keyof Reasons[Status],
  { pending, since }: { readonly pending: number; readonly since?: number },
): Saying {
  const spoken: Saying = reasonWords[status][reason] as Saying
  const filling = {
    count: pending,
    organisation: words.organisation,
    ...(since === undefined ? {} : { time: clockTime(since) }),
  }
  return { ...spoken, sentence: say(spoken.sentence, filling) }
}

import * as entry from 'authchart/react'

/** One fact for each thing a part of the entry exports. */
export type Facts = Readonly<Record<string, readonly [fact: string, walk: () => Promise<void>]>>

const parts = {
  components: /^(?!use)/,
  work: /^use(Queue|NeedsAttention|Presence|StepUp)/,
  session: /^use(?!Queue|NeedsAttention|Presence|StepUp)/,
}

/** Names that `authchart/react` exports; each belongs to exactly one part, a new one too. */
export function exported(part: keyof typeof parts): readonly string[] {
  return Object.keys(entry)
    .filter((name) => parts[part].test(name))
    .toSorted()
}

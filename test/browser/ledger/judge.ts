import type { Effect } from './server.ts'

export interface Verdict {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly outOfOrder: readonly string[]
  readonly wrongAccount: readonly string[]
}

/** Compares what took effect with what was acknowledged. A text says its user, lane, tab, round and number. */
export function judge(effects: readonly Effect[], accepted: readonly string[]): Verdict {
  const texts = effects.map(({ text }) => text)
  const present = new Set(texts)
  const last = new Map<string, string>()
  const outOfOrder: string[] = []
  for (const text of texts) {
    const [user, lane, tab, ...place] = text.split(' ')
    const writer = [user, lane, tab].join(' ')
    const number = place.join(' ')
    if ((last.get(writer) ?? '') > number) outOfOrder.push(text)
    last.set(writer, number)
  }
  return {
    lost: accepted.filter((text) => !present.has(text)),
    doubled: texts.filter((text, index) => texts.indexOf(text) !== index),
    outOfOrder,
    wrongAccount: effects.filter(({ author, text }) => !text.startsWith(`${author} `)).map(({ text }) => text),
  }
}

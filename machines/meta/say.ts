/** What the words leave open. */
export interface Filling {
  /** Changes that have not reached the server yet. */
  readonly count?: number
  /** Since when, as shown to this user: `14:05`. */
  readonly time?: string
  readonly name?: string
  readonly organisation?: string
}

/** For when nobody told us. */
const unknown = { time: 'a while ago', name: 'You', organisation: 'Your organisation' } as const

/** A sentence of the chart, filled in: with nothing unsent it doesn't speak of changes, and one change is one. */
export function say(text: string, filling: Filling = {}): string {
  const count = filling.count ?? 0
  const counted = count === 0 ? withoutCounts(text) : count === 1 ? singular(text) : text
  return counted
    .replaceAll('{count}', String(count))
    .replaceAll('{time}', filling.time ?? unknown.time)
    .replaceAll('{name}', filling.name ?? unknown.name)
    .replaceAll('{organisation}', filling.organisation ?? unknown.organisation)
}

/** Drops the sentences, or the parts after a semicolon or an "and", that only count. */
function withoutCounts(text: string): string {
  return text
    .split(/(?<=\.) /)
    .map((sentence) => (sentence.includes('{count}') ? withoutCountingPart(sentence) : sentence))
    .filter((sentence) => sentence !== '')
    .join(' ')
}

function withoutCountingPart(sentence: string): string {
  const kept = sentence.split(/; |, and /).filter((part) => !part.includes('{count}'))
  const rest = kept.join('; ')
  return rest === '' || rest.endsWith('.') ? rest : `${rest}.`
}

const plurals = [
  ['changes are', 'change is'],
  ['and go out', 'and goes out'],
  ['changes go out', 'change goes out'],
  ['changes wait', 'change waits'],
  ['on their way', 'on its way'],
  ['changes', 'change'],
] as const

function singular(text: string): string {
  return text.includes('{count}') ? plurals.reduce((said, [many, one]) => said.replaceAll(many, one), text) : text
}

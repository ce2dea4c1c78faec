import { words } from '../../machines/meta.ts'
import { actWords } from '../../machines/meta/acts.ts'
import { reasonWords } from '../../machines/meta/reasons.ts'
import type { ReasonWords } from '../../machines/meta/words.ts'

const reasons: readonly ReasonWords[] = Object.values<Readonly<Record<string, ReasonWords>>>(reasonWords).flatMap(
  (table) => Object.values(table),
)

/** Every text with parameters to fill in. */
export const sentences: readonly string[] = [
  ...Object.values(words.states).flatMap(({ title, sentence, announcement }) => [title, sentence, announcement]),
  ...reasons.flatMap(({ title, sentence }) => [title, sentence]),
]

/** Every text that people may read. */
export const texts: readonly string[] = [
  ...sentences,
  ...Object.values(words.edges).flatMap(({ label, why }) => [label, why]),
  ...reasons.flatMap(({ action }) => (action === null ? [] : [action])),
  ...Object.values(actWords),
]

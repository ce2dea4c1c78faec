import { cell } from '../export/chart-markdown.ts'
import type { Mark } from '../export/draw-poster.ts'
import type { ChartDifference } from './diff-charts.ts'
import { differenceWords } from './difference-words.ts'

const signs: Readonly<Record<Mark, string>> = { added: '+', removed: '-', changed: '~' }

/** A difference for a terminal. */
export function diffText(difference: ChartDifference): string {
  if (difference.changes.length === 0) return 'No difference.\n'
  return sections(difference)
    .map(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`), ''].join('\n'))
    .join('\n')
}

/** A difference for a pull request. `picture`: the address of its drawing. */
export function diffMarkdown(difference: ChartDifference, { picture }: { readonly picture?: string } = {}): string {
  const shown = picture === undefined ? [] : [`![The two charts in one drawing](${encodeURI(picture)})`, '']
  if (difference.changes.length === 0) return 'The charts do not differ.\n'
  return [
    ...shown,
    ...sections(difference).flatMap(({ title, lines }) => [
      `### ${title}`,
      '',
      ...lines.map((line) =>
        line.startsWith('  ') ? `  - ${cell(line)}` : `- ${cell(line).replace(/^([-+~]) /, '`$1` ')}`,
      ),
      '',
    ]),
  ].join('\n')
}

interface Section {
  readonly title: string
  readonly lines: readonly string[]
}

function sections(difference: ChartDifference): readonly Section[] {
  const words = differenceWords(difference)
  const all: readonly Section[] = [
    {
      title: 'What changed',
      lines: difference.changes.flatMap(({ kind, sentence, details }) => [
        `${signs[kind]} ${sentence}`,
        ...details.map(({ aspect, from, to }) => `  ${aspect}: ${from || 'nothing'} → ${to || 'nothing'}`),
      ]),
    },
    { title: 'No longer reachable', lines: words.unreachable },
    { title: 'What states make of events', lines: words.cells },
    {
      title: 'The shortest way to see it',
      lines: words.divergences.map(
        ({ steps, end }) => `${steps.length === 0 ? 'At the start' : steps.join(', then ')}. ${end}`,
      ),
    },
    {
      title: 'Not searched to the end',
      lines: difference.behaviour.isComplete ? [] : ['The charts are too large to compare all they can do.'],
    },
  ]
  return all.filter(({ lines }) => lines.length > 0)
}

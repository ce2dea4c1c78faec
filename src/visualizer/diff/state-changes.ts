import type { ChartModel, ChartNode } from '../chart-model.ts'
import { titleOf, toneOf } from '../plain-words.ts'
import { detailsOf, type Change } from './change.ts'

/** What became of the states: those that came, those that went, those that mean something else now. */
export function stateChanges(before: ChartModel, after: ChartModel): readonly Change[] {
  const [olds, news] = [before, after].map(({ nodes }) => new Map(nodes.map((node) => [node.id, node])))
  if (olds === undefined || news === undefined) return []
  const gone = before.nodes
    .filter(({ id }) => !news.has(id))
    .map((node) => told('removed', node, `The state ${named(node)} is gone.`))
  const rest = after.nodes.flatMap((node): readonly Change[] => {
    const old = olds.get(node.id)
    if (old === undefined) {
      const parent = news.get(node.parent ?? '')
      return [
        told(
          'added',
          node,
          `There is a new state, ${named(node)}${parent === undefined ? '' : `, in ${named(parent)}`}.`,
        ),
      ]
    }
    const details = detailsOf(readingOf(old), readingOf(node))
    if (details.length === 0) return []
    const aspects = details.map(({ aspect }) => aspect).join(', ')
    return [{ ...told('changed', node, `The state ${named(node)} changed: ${aspects}.`), details }]
  })
  return [...gone, ...rest]
}

export function named(node: ChartNode): string {
  return `“${titleOf(node)}” (${node.key})`
}

function told(kind: Change['kind'], node: ChartNode, sentence: string): Change {
  return { kind, what: 'state', drawn: [node.id], sentence, details: [] }
}

/** All a state is, but for what stands inside it and what leads out of it. */
function readingOf(node: ChartNode): Readonly<Record<string, string>> {
  const { words } = node
  return {
    place: node.parent ?? '',
    kind: node.type,
    'first state inside': node.type === 'parallel' ? '' : node.initial.join(', '),
    title: titleOf(node),
    sentence: words?.sentence ?? '',
    description: node.description ?? '',
    tone: toneOf(node),
    screen: words?.screen ?? '',
    'what the user can do': words?.userCan.join(', ') ?? '',
    'data shown': words?.dataShown ?? '',
    announcement: words?.announcement ?? '',
    tags: node.tags.join(', '),
    'on arrival': node.entry.join(', '),
    'on leaving': node.exit.join(', '),
    'what runs there': node.invokes.map(({ id, src }) => (id === src ? src : `${id} (${src})`)).join(', '),
  }
}

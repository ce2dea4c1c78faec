import type { ChartEdge, ChartModel, ChartNode } from '../chart-model.ts'
import { chartTree, type ChartTree } from '../chart-tree.ts'
import { nameInLane } from '../lane-paths.ts'
import { causeOf, titleOf, toneOf, toneWords, triggerOf } from '../plain-words.ts'

/** A chart as tables: for each region its states, and what leads from one to the next. */
export function chartMarkdown(model: ChartModel): string {
  const tree = chartTree(model)
  const lanes = tree.lanes.flatMap((lane) => laneTables(tree, lane))
  return [`# ${cell(titleOf(tree.root))}`, '', ...lanes].join('\n')
}

function laneTables(tree: ChartTree, lane: ChartNode): readonly string[] {
  const states = inside(tree, lane)
  const edges = [lane, ...states].flatMap(({ id }) => tree.edgesFrom(id).filter(({ forbidden }) => !forbidden))
  return [
    `## ${cell(titleOf(lane))}`,
    '',
    ...table(
      ['State', 'On the screen', 'What it means', 'Tone'],
      states.map((node) => [
        code(nameInLane(tree, node)),
        cell(titleOf(node)),
        cell(node.words?.sentence ?? node.description ?? ''),
        toneWords[toneOf(node)],
      ]),
    ),
    ...table(
      ['From', 'When', 'To', 'By', 'Why'],
      edges.map((edge) => [
        edge.source === lane.id ? 'any state' : code(pathOf(tree, edge.source)),
        cell(causeOf(edge)),
        targetsOf(tree, edge),
        triggerOf(edge),
        cell(edge.words?.why ?? ''),
      ]),
    ),
  ]
}

/** All states inside another, in the order in which they are drawn. */
export function inside(tree: ChartTree, node: ChartNode): readonly ChartNode[] {
  return tree.children(node.id).flatMap((child) => [child, ...inside(tree, child)])
}

function targetsOf(tree: ChartTree, edge: ChartEdge): string {
  return edge.targets.length === 0 ? 'stays' : edge.targets.map((id) => code(pathOf(tree, id))).join(', ')
}

function pathOf(tree: ChartTree, id: string): string {
  const node = tree.node(id)
  return node === undefined ? id : nameInLane(tree, node) || node.key
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}

/** A name in a table's cell; a back-tick would end it early. */
export function code(name: string): string {
  const text = name.replaceAll(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|').trim()
  return text === '' ? '(no name)' : `\`${text}\``
}

/** Text in a table's cell, without anything Markdown would take for its own. */
export function cell(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]|#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
}

import type { ChartModel, ChartNode } from '../chart-model.ts'
import { chartTree, type ChartTree } from '../chart-tree.ts'
import { nameInLane } from '../lane-paths.ts'
import { causeOf, titleOf, toneOf, toneWords, triggerOf } from '../plain-words.ts'
import { inside } from './chart-markdown.ts'
import { chartSvg } from './chart-svg.ts'
import { element, escaped, markup, type Element } from './element.ts'
import { reportCss } from './report-css.ts'

/** A chart as one page: the picture and its tables, readable without a network and without a script. */
export function chartHtml(model: ChartModel): string {
  const tree = chartTree(model)
  return page(titleOf(tree.root), [
    markup(element('h1', {}, [titleOf(tree.root)])),
    chartSvg(model).trimEnd(),
    ...tree.lanes.map((lane) => markup(laneSection(tree, lane))),
  ])
}

/** A self-contained page that may load nothing. */
export function page(title: string, body: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${reportCss}</style>`,
    `<main>`,
    ...body,
    '</main>',
    '</html>',
    '',
  ].join('\n')
}

function laneSection(tree: ChartTree, lane: ChartNode): Element {
  const states = inside(tree, lane)
  const edges = [lane, ...states].flatMap(({ id }) => tree.edgesFrom(id).filter(({ forbidden }) => !forbidden))
  const title = titleOf(lane)
  return element('section', {}, [
    element('h2', {}, [title]),
    table(
      `${title}: states`,
      ['State', 'On the screen', 'What it means', 'Tone'],
      states.map((node) => [
        name(tree, node.id),
        titleOf(node),
        node.words?.sentence ?? node.description ?? '',
        toneWords[toneOf(node)],
      ]),
    ),
    table(
      `${title}: ways`,
      ['From', 'When', 'To', 'By', 'Why'],
      edges.map((edge) => [
        edge.source === lane.id ? 'any state' : name(tree, edge.source),
        causeOf(edge),
        element(
          'span',
          {},
          edge.targets.length === 0
            ? ['stays']
            : edge.targets.flatMap((id, place) => [place === 0 ? '' : ' ', name(tree, id)]),
        ),
        triggerOf(edge),
        edge.words?.why ?? '',
      ]),
    ),
  ])
}

function name(tree: ChartTree, id: string): Element {
  const node = tree.node(id)
  return element('code', {}, [node === undefined ? id : nameInLane(tree, node) || node.key])
}

function table(label: string, head: readonly string[], rows: readonly (readonly (Element | string)[])[]): Element {
  if (rows.length === 0) return element('p', { class: 'quiet' }, ['Nothing.'])
  return element('div', { class: 'wide', role: 'region', 'aria-label': label, tabindex: 0 }, [
    element('table', {}, [
      element('thead', {}, [
        element(
          'tr',
          {},
          head.map((text) => element('th', { scope: 'col' }, [text])),
        ),
      ]),
      element(
        'tbody',
        {},
        rows.map((cells) =>
          element(
            'tr',
            {},
            cells.map((content) => element('td', {}, [content])),
          ),
        ),
      ),
    ]),
  ])
}

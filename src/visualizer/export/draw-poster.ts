import type { ChartEdge } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { tonePaths } from '../icon-paths.ts'
import { labelHeight, labelText, type LabelSpot } from '../layout/label-spots.ts'
import { nameLine, textLines, titleLine } from '../layout/measure-text.ts'
import type { Box } from '../layout/place-boxes.ts'
import type { Route } from '../layout/route-joins.ts'
import { causeOf, titleOf, toneOf, triggerOf } from '../plain-words.ts'
import { measures } from '../tokens.ts'
import { element, type Element } from './element.ts'
import { inset, type Poster, type PosterLane } from './lay-poster.ts'

/** What happened to a piece of a chart between two versions. */
export type Mark = 'added' | 'removed' | 'changed'

/** What is lit, marked or left out in a drawing. */
export interface Painting {
  readonly active?: readonly string[] | undefined
  /** By id of a state or an edge. */
  readonly marks?: ReadonlyMap<string, Mark> | undefined
  /** States and edges whose place stays empty. */
  readonly hidden?: ReadonlySet<string> | undefined
  /** States and edges somebody points at. */
  readonly lit?: readonly string[] | undefined
}

const [small, normal, large] = measures.type
const signs: Readonly<Record<Mark, string>> = { added: '+', removed: '−', changed: '~' }
/** Beside the title: the tone's icon and the space after it. */
const iconRoom = 24
const padding = 12
const top = 8

/** The sheet as shapes. Colours come from the style sheet, by class. */
export function drawPoster(tree: ChartTree, poster: Poster, painting: Painting = {}): readonly Element[] {
  return poster.lanes.map((placed) => drawLane(tree, placed, painting))
}

function drawLane(tree: ChartTree, placed: PosterLane, painting: Painting): Element {
  const { lane, drawing, x, y, width, height } = placed
  const title = titleOf(lane)
  const name =
    title === lane.key
      ? []
      : [element('tspan', { class: 'quiet code', 'font-size': small, 'font-weight': 400, dx: 8 }, [lane.key])]
  const rail =
    drawing.rail === null
      ? []
      : [
          element('text', { class: 'quiet', 'font-size': small, x: drawing.rail, y: -14, 'text-anchor': 'middle' }, [
            'from any',
          ]),
        ]
  const { hidden } = painting
  const boxes = drawing.boxes.filter(({ id }) => hidden?.has(id) !== true)
  const routes = drawing.routes
    .map((route) => ({ ...route, edges: route.edges.filter((id) => hidden?.has(id) !== true) }))
    .filter(({ edges }) => edges.length > 0)
  return element('g', { transform: `translate(${x} ${y})` }, [
    element('rect', { class: 'lane', width, height, rx: measures.corner.lane }),
    element('text', { class: 'ink', 'font-size': large, 'font-weight': 600, x: inset.x, y: 28 }, [title, ...name]),
    element('g', { transform: `translate(${inset.x} ${inset.y})` }, [
      ...boxes.map((box) => drawBox(tree, box, painting)),
      ...routes.map((route) => drawRoute(tree, route, painting)),
      ...routes.flatMap((route, place) => {
        const mark = markOf(tree.edges(route.edges), painting.marks)
        // Heads of several lines meet at one state; their signs stand side by side.
        const before = routes.slice(0, place).filter(({ to }) => to === route.to).length
        const away = (15 + 12 * before) * (route.head.pointing === 'left' ? 1 : -1)
        return mark === undefined ? [] : [sign(mark, { x: route.head.x + away, y: route.head.y - 5 })]
      }),
      ...drawing.labels.map((spot) => drawLabel(tree, spot, { routes, marks: painting.marks })),
      ...rail,
    ]),
  ])
}

function drawBox(tree: ChartTree, box: Box, { active = [], marks, lit }: Painting): Element {
  const node = tree.node(box.id)
  if (node === undefined) return element('g')
  const mark = marks?.get(box.id)
  const tone = toneOf(node)
  const children = tree.children(box.id)
  const isHere = active.includes(box.id) && !children.some(({ id }) => active.includes(id))
  const inner = children.length > 0 && !box.isOpen ? [` +${children.length} inside`] : []
  const room = Math.max(1, box.width - 2 * padding - iconRoom)
  const { title, name } = textLines({ title: titleOf(node), name: node.key }, room)
  const classes = [
    'box',
    isHere ? `here wash-${tone}` : '',
    active.includes(box.id) ? 'on' : '',
    mark ?? '',
    lit?.includes(box.id) === true ? 'lit' : '',
  ]
  const left = padding + iconRoom
  return element('g', { transform: `translate(${box.x} ${box.y})`, 'data-state': box.id, 'data-mark': mark }, [
    element('title', {}, [node.words?.sentence ?? node.description ?? titleOf(node)]),
    element('rect', {
      class: classes.filter((one) => one !== '').join(' '),
      width: Math.max(1, box.width),
      height: Math.max(1, box.height),
      rx: measures.corner.state,
    }),
    element('g', { class: `icon tone-${tone}`, transform: `translate(${padding} ${top + 2})` }, [
      element('path', { d: tonePaths[tone] }),
    ]),
    ...title.map((line, place) =>
      element(
        'text',
        { class: 'ink', 'font-size': normal, 'font-weight': 600, x: left, y: top + 15 + place * titleLine },
        [line],
      ),
    ),
    ...name.map((line, place) =>
      element(
        'text',
        {
          class: 'quiet code',
          'font-size': small,
          x: left,
          y: top + title.length * titleLine + 13 + place * nameLine,
        },
        [line, ...(place === name.length - 1 ? inner : [])],
      ),
    ),
    ...(mark === undefined ? [] : [sign(mark, { x: box.width - padding - 2, y: top + 15 })]),
  ])
}

function drawRoute(tree: ChartTree, route: Route, { marks, lit }: Painting): Element {
  const edges = tree.edges(route.edges)
  const mark = markOf(edges, marks)
  const { x, y, pointing } = route.head
  const back = pointing === 'left' ? 7 : -7
  const isLit = route.edges.some((id) => lit?.includes(id) === true)
  const classes = ['route', mark ?? '', isLit ? 'lit' : ''].join(' ').trim()
  const dash = mark === undefined ? dashOf(edges) : dashes[mark]
  return element('g', { 'data-mark': mark, 'data-to': route.to }, [
    element('title', {}, [edges.map(causeOf).join('\n')]),
    element('path', { class: classes, d: route.path, 'stroke-dasharray': dash }),
    element('path', { class: mark === undefined ? 'head' : `head ${mark}`, d: `M ${x} ${y} l ${back} -4 v 8 Z` }),
  ])
}

interface Labelling {
  readonly routes: readonly Route[]
  readonly marks: Painting['marks']
}

/** What leads into a state, above it; where two versions are compared, what is different about that. */
function drawLabel(tree: ChartTree, { to, x, y, width, side }: LabelSpot, { routes, marks }: Labelling): Element {
  const edges = routes
    .filter((route) => route.to === to)
    .flatMap((route) => tree.edges(route.edges))
    .filter(({ id }) => marks === undefined || marks.has(id))
  if (edges.length === 0) return element('g')
  const end = side === 'left'
  return element(
    'text',
    {
      class: 'quiet label',
      'font-size': small,
      x: end ? x + width : x,
      y: y + labelHeight - 5,
      'text-anchor': end ? 'end' : 'start',
    },
    [labelText(edges.toSorted(byWorth).map(causeOf), width)],
  )
}

/** What a part's failure leads to comes last; short ones come first, for more of them can be read. */
function byWorth(one: ChartEdge, other: ChartEdge): number {
  const worth = (edge: ChartEdge): number => (edge.kind === 'error' ? 1_000 : 0) + causeOf(edge).length
  return worth(one) - worth(other)
}

const dashes: Readonly<Record<Mark, string | undefined>> = { added: undefined, removed: '5 4', changed: '1 4' }

/** A line that stands for several edges is new or gone only when all of them are. */
function markOf(edges: readonly ChartEdge[], marks: ReadonlyMap<string, Mark> | undefined): Mark | undefined {
  const found = new Set(edges.map(({ id }) => marks?.get(id)))
  const [first] = found
  if (found.size === 1) return first
  return found.size > 1 ? 'changed' : undefined
}

function sign(mark: Mark, at: { readonly x: number; readonly y: number }): Element {
  return element(
    'text',
    { class: `sign ${mark}`, 'font-size': normal, 'font-weight': 600, 'text-anchor': 'middle', ...at },
    [signs[mark]],
  )
}

function dashOf(edges: readonly ChartEdge[]): string | undefined {
  if (edges.every(({ kind }) => kind === 'always')) return '1 4'
  return edges.every((edge) => triggerOf(edge) === 'time') ? '5 4' : undefined
}

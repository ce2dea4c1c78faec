import type { ChartModel } from '../chart-model.ts'
import { chartTree, type ChartTree } from '../chart-tree.ts'
import { titleOf } from '../plain-words.ts'
import { drawPoster, type Painting } from './draw-poster.ts'
import { element, markup, type Element } from './element.ts'
import { embedModel } from './embed-model.ts'
import { keepLanes } from './keep-lanes.ts'
import { layPoster } from './lay-poster.ts'
import { posterCss, type Theme } from './poster-css.ts'

/** How a chart is drawn as SVG. */
export interface ChartSvgOptions extends Painting {
  /** Default `auto`: the reader's own. */
  readonly theme?: Theme
  /** In pixels; the height follows. Default 960. */
  readonly width?: number
  /** How many levels of states are drawn. Default 6: further in a box is too narrow for its words. */
  readonly depth?: number
  /** Ids of the regions to draw. Default: all. */
  readonly lanes?: readonly string[]
  /** Default: the chart's id. */
  readonly title?: string
  /** Whether the file holds the model for the next tool. Default true; without it the file is some ten times smaller. */
  readonly carriesModel?: boolean
}

/** A chart as one SVG file: described for those who can't see it, with the model inside for the next tool. */
export function chartSvg(model: ChartModel, options: ChartSvgOptions = {}): string {
  const { tag, attributes, children } = chartSheet(chartTree(model), { title: `Chart of ${model.id}`, ...options })
  const drawn = markup({ tag, attributes, children })
  if (options.carriesModel === false) return `${drawn}\n`
  const carried = options.lanes === undefined ? model : keepLanes(model, options.lanes)
  return `${drawn.slice(0, drawn.lastIndexOf('</svg>'))}${embedModel(carried)}</svg>\n`
}

/** The same drawing as shapes. */
export function chartSheet(tree: ChartTree, options: ChartSvgOptions & { readonly title: string }): Element {
  const { theme = 'auto', width = 960, depth = 6, lanes, title } = options
  const shown = lanes === undefined ? tree : { ...tree, lanes: tree.lanes.filter(({ id }) => lanes.includes(id)) }
  const poster = layPoster(shown, { width, depth })
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'ac-sheet',
      role: 'img',
      width: poster.width,
      height: poster.height,
      viewBox: `0 0 ${poster.width} ${poster.height}`,
    },
    [
      element('title', {}, [title]),
      element('desc', {}, [describe(shown)]),
      element('style', {}, [posterCss(theme)]),
      element('rect', { class: 'paper', width: poster.width, height: poster.height, rx: 16 }),
      ...drawPoster(shown, poster, options),
    ],
  )
}

function describe(tree: ChartTree): string {
  return tree.lanes
    .map((lane) => {
      const states = tree.children(lane.id).map((node) => `${titleOf(node)} (${node.key})`)
      return states.length === 0 ? `${titleOf(lane)}.` : `${titleOf(lane)}: ${states.join(', ')}.`
    })
    .join(' ')
}

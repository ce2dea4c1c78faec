import { element, markup, type Element } from '../export/element.ts'
import { posterCss, type Theme } from '../export/poster-css.ts'
import { tonePaths, triggerPaths } from '../icon-paths.ts'
import { linesOf } from '../layout/measure-text.ts'
import { toneOf } from '../plain-words.ts'
import { measures } from '../tokens.ts'
import type { Panel } from './panel.ts'

/** A storyboard's title and its panels. */
export interface Story {
  readonly title: string
  readonly panels: readonly Panel[]
}

/** How a storyboard is drawn as SVG. */
export interface StoryboardSvgOptions {
  /** Default `light`. */
  readonly theme?: Theme
  /** How many pictures stand side by side. Default 3. */
  readonly across?: number
  /** The app's own screens as XHTML, one a picture. Without them each picture shows the words of its screen. */
  readonly screens?: readonly string[]
  /** The styles of those screens. */
  readonly styles?: string
}

const [small, normal, , large] = measures.type
/** A screen needs more room than its words do. */
const columns = { drawn: 296, given: 400 }
const gap = 24
const margin = 24
const line = 18
const padding = 16
const icon = 24
const givenHeight = 352
/** Room for one character of 12 px and of 14 px, on the wide side. */
const characters = { small: 7.2, normal: 8.8 }

/** A story as one picture: what set each moment off, what is on the screen, and where the session then stands. */
export function storyboardSvg({ title, panels }: Story, options: StoryboardSvgOptions = {}): string {
  const { theme = 'light', across = 3, screens, styles } = options
  const column = screens === undefined ? columns.drawn : columns.given
  const width = 2 * margin + across * column + (across - 1) * gap
  const rows = Array.from({ length: Math.ceil(panels.length / across) }, (_, row) =>
    panels.slice(row * across, (row + 1) * across),
  )
  const heading = linesOf(title, Math.floor((width - 2 * margin) / 12)).map((text, place) =>
    words(text, { x: margin, y: margin + 20 + place * 26, size: large, weight: 600 }),
  )
  let top = margin + heading.length * 26 + gap
  const drawn = rows.flatMap((row, at) => {
    const head = Math.max(...row.map((panel) => causeHeight(panel, column)))
    const screen = screens === undefined ? Math.max(...row.map(wordsHeight)) : givenHeight
    const y = top
    top += head + screen + 44 + gap
    return row.map((panel, place) => {
      const x = margin + place * (column + gap)
      return drawPanel(panel, { x, y, head, screen, column, given: screens === undefined ? null : at * across + place })
    })
  })
  const height = top
  const svg = markup(
    element(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        class: 'ac-sheet',
        role: 'img',
        width,
        height,
        viewBox: `0 0 ${width} ${height}`,
      },
      [
        element('title', {}, [title]),
        element('desc', {}, [panels.map(({ telling }) => `${telling.title}. ${telling.sentence}`).join(' ')]),
        element('style', {}, [posterCss(theme), styles ?? '']),
        element('rect', { class: 'paper', width, height, rx: measures.corner.lane }),
        ...heading,
        ...drawn,
      ],
    ),
  )
  return `${withScreens(svg, screens)}\n`
}

interface Place {
  readonly x: number
  readonly y: number
  /** How much is kept for the words above the screen. */
  readonly head: number
  readonly screen: number
  readonly column: number
  /** Which of the given screens stands here; null: its words are drawn. */
  readonly given: number | null
}

function drawPanel(panel: Panel, { x, y, head, screen, column, given }: Place): Element {
  const { state, name } = panel
  const tone = toneOf(state)
  const shown = given === null ? drawScreen(panel) : [screenAt(given, { width: column, height: screen })]
  return element('g', { transform: `translate(${x} ${y})`, 'data-state': state.id }, [
    ...drawCause(panel, { head, column }),
    element('rect', { class: `box wash-${tone}`, y: head, width: column, height: screen, rx: measures.corner.lane }),
    element('g', { transform: `translate(0 ${head})` }, shown),
    sign(tonePaths[tone], { x: 0, y: head + screen + 12, tone }),
    words(name, { x: icon, y: head + screen + 24, size: small, quiet: true, code: true }),
  ])
}

function causeLines(
  { cause, elapsed }: Panel,
  column: number,
): { readonly label: readonly string[]; readonly why: readonly string[] } {
  if (cause === null) return { label: ['The story begins'], why: [] }
  const label = `${cause.label}${elapsed === null ? '' : `, ${elapsed.replaceAll(' ', '\u00a0')}`}`
  return {
    label: linesOf(label, Math.floor((column - icon) / characters.normal)),
    why: cause.why === null ? [] : linesOf(cause.why, Math.floor(column / characters.small)),
  }
}

function causeHeight(panel: Panel, column: number): number {
  const { label, why } = causeLines(panel, column)
  return label.length * 20 + why.length * line + 8
}

/** Stands on its screen, however tall its neighbours are. */
function drawCause(panel: Panel, { head, column }: Pick<Place, 'head' | 'column'>): readonly Element[] {
  const { label, why } = causeLines(panel, column)
  const y = head - causeHeight(panel, column)
  const left = panel.cause === null ? 0 : icon
  return [
    ...(panel.cause === null ? [] : [sign(triggerPaths[panel.cause.trigger], { x: 0, y: y + 2, tone: 'rest' })]),
    ...label.map((text, place) => words(text, { x: left, y: y + 15 + place * 20, size: normal, weight: 600 })),
    ...why.map((text, place) =>
      words(text, { x: 0, y: y + label.length * 20 + 13 + place * line, size: small, quiet: true }),
    ),
  ]
}

function wordLines({ telling }: Panel): { readonly title: readonly string[]; readonly sentence: readonly string[] } {
  const room = columns.drawn - 2 * padding
  return {
    title: linesOf(telling.title, Math.floor(room / characters.normal)),
    sentence: linesOf(telling.sentence, Math.floor(room / characters.small)),
  }
}

function wordsHeight(panel: Panel): number {
  const { title, sentence } = wordLines(panel)
  return 2 * padding + title.length * 20 + sentence.length * line + 8
}

function drawScreen(panel: Panel): readonly Element[] {
  const { title, sentence } = wordLines(panel)
  return [
    ...title.map((text, place) => words(text, { x: padding, y: 32 + place * 20, size: normal, weight: 600 })),
    ...sentence.map((text, place) =>
      words(text, { x: padding, y: 36 + title.length * 20 + place * line, size: small }),
    ),
  ]
}

/** Holds the place of a screen, whose markup is written already. */
function screenAt(place: number, size: { readonly width: number; readonly height: number }): Element {
  return element('foreignObject', size, [String(place)])
}

function withScreens(svg: string, screens: readonly string[] | undefined): string {
  if (screens === undefined) return svg
  return svg.replaceAll(
    />(\d+)<\/foreignObject>/g,
    (_, place: string) => `>${screens[Number(place)] ?? ''}</foreignObject>`,
  )
}

function sign(
  path: string,
  { x, y, tone }: { readonly x: number; readonly y: number; readonly tone: string },
): Element {
  return element('g', { class: `icon tone-${tone}`, transform: `translate(${x} ${y})` }, [element('path', { d: path })])
}

interface Writing {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly weight?: number
  readonly quiet?: boolean
  readonly code?: boolean
}

function words(text: string, { x, y, size, weight, quiet = false, code = false }: Writing): Element {
  const classes = `${quiet ? 'quiet' : 'ink'}${code ? ' code' : ''}`
  return element('text', { class: classes, 'font-size': size, 'font-weight': weight, x, y }, [text])
}

import { dark, light, measures, toneNames, type Scheme } from '../tokens.ts'

/** `auto` follows the system of whoever looks at it; `page` the tokens of the page it stands in. */
export type Theme = 'light' | 'dark' | 'auto' | 'page'

type Rule = readonly [selectors: readonly string[], declarations: string]

const still: readonly Rule[] = [
  [['.code'], `font-family:${measures.code}`],
  [['.route'], 'fill:none;stroke-width:1.5;stroke-linecap:round'],
  [['.icon'], 'fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round'],
  [['.here', '.box.added', '.box.removed', '.box.changed'], 'stroke-width:2'],
  [['.box.removed'], 'stroke-dasharray:5 4;fill-opacity:0.4'],
  [['.box.changed'], 'stroke-dasharray:1 4'],
  [['.sign'], 'paint-order:stroke;stroke-width:4;stroke-linejoin:round'],
  [['.box.lit', '.route.lit'], 'stroke-width:4'],
]

/** The look of a sheet; no rule reaches out of it. */
export function posterCss(theme: Theme): string {
  const shape = `.ac-sheet{font-family:${measures.words}}${written(still)}`
  if (theme === 'auto')
    return `${shape}${written(rulesFor(light))}@media (prefers-color-scheme:dark){${written(rulesFor(dark))}}`
  return shape + written(rulesFor(theme === 'page' ? tokens : theme === 'dark' ? dark : light))
}

function written(rules: readonly Rule[]): string {
  return rules
    .map(([selectors, declarations]) => `${selectors.map((one) => `.ac-sheet ${one}`).join(',')}{${declarations}}`)
    .join('')
}

function rulesFor({ paper, ink, quiet, line, tones }: Scheme): readonly Rule[] {
  const { calm, stop, careful } = tones
  const marks = Object.entries({ added: calm, removed: stop, changed: careful })
  return [
    [['.paper', '.box'], `fill:${paper}`],
    [['.ink'], `fill:${ink}`],
    [['.quiet', '.head'], `fill:${quiet}`],
    [['.lane'], `fill:${ink};fill-opacity:0.025;stroke:${line}`],
    [['.box'], `stroke:${line}`],
    [['.box.on'], `stroke:${ink}`],
    [['.route'], `stroke:${between(quiet, line)}`],
    [['.sign'], `stroke:${paper}`],
    ...toneNames.flatMap((tone): readonly Rule[] => [
      [[`.tone-${tone}`], `stroke:${tones[tone].ink}`],
      [[`.box.wash-${tone}`], `fill:${tones[tone].wash}`],
    ]),
    ...marks.flatMap(([mark, tone]): readonly Rule[] => [
      [[`.box.${mark}`], `stroke:${tone.ink};fill:${tone.wash}`],
      [[`.route.${mark}`], `stroke:${tone.ink}`],
      [[`.head.${mark}`, `.sign.${mark}`], `fill:${tone.ink}`],
    ]),
  ]
}

const tokens: Scheme = {
  paper: 'var(--ac-paper)',
  ink: 'var(--ac-ink)',
  quiet: 'var(--ac-quiet)',
  line: 'var(--ac-line)',
  tones: { ...light.tones, ...Object.fromEntries(toneNames.map((tone) => [tone, tokensOf(tone)])) },
}

function tokensOf(tone: string): Scheme['tones']['rest'] {
  return { ink: `var(--ac-${tone}-ink)`, wash: `var(--ac-${tone}-wash)` }
}

/** Half of one colour, half of the other. Lines that cross stay as light as one, as no transparent ones would. */
function between(one: string, other: string): string {
  if (!one.startsWith('#')) return `color-mix(in srgb, ${one}, ${other})`
  const parts = [1, 3, 5].map((from) => {
    const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(from, from + 2), 16))
    return Math.round(((a ?? 0) + (b ?? 0)) / 2)
  })
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

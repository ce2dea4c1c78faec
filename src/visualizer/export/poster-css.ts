import { dark, light, measures, toneNames, type Scheme } from '../tokens.ts'

export type Theme = 'light' | 'dark' | 'auto'

/** The colours of a sheet. `auto` follows the system of whoever looks at it. */
export function posterCss(theme: Theme): string {
  const still = [
    `.sheet{font-family:${measures.words}}`,
    `.code{font-family:${measures.code}}`,
    '.route{fill:none;stroke-width:1.5;stroke-linecap:round}',
    '.icon{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}',
    '.here,.box.added,.box.removed,.box.changed{stroke-width:2}',
    '.box.removed{stroke-dasharray:5 4;fill-opacity:0.4}',
    '.box.changed{stroke-dasharray:1 4}',
  ].join('')
  if (theme !== 'auto') return still + coloursOf(theme === 'dark' ? dark : light)
  return `${still}${coloursOf(light)}@media (prefers-color-scheme:dark){${coloursOf(dark)}}`
}

function coloursOf({ paper, ink, quiet, line, tones }: Scheme): string {
  const { calm, stop, careful } = tones
  return [
    `.paper,.box{fill:${paper}}`,
    `.ink{fill:${ink}}`,
    `.quiet{fill:${quiet}}`,
    `.lane{fill:${ink};fill-opacity:0.025;stroke:${line}}`,
    `.box{stroke:${line}}`,
    `.box.on{stroke:${ink}}`,
    `.route{stroke:${between(quiet, line)}}`,
    `.head{fill:${quiet}}`,
    ...toneNames.map((tone) => `.tone-${tone}{stroke:${tones[tone].ink}}.box.wash-${tone}{fill:${tones[tone].wash}}`),
    ...Object.entries({ added: calm, removed: stop, changed: careful }).map(
      ([mark, tone]) =>
        `.box.${mark}{stroke:${tone.ink};fill:${tone.wash}}.route.${mark}{stroke:${tone.ink}}.head.${mark},.sign.${mark}{fill:${tone.ink}}`,
    ),
  ].join('')
}

/** Half of one colour, half of the other. Lines that cross stay as light as one, as no transparent ones would. */
function between(one: string, other: string): string {
  const parts = [1, 3, 5].map((from) => {
    const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(from, from + 2), 16))
    return Math.round(((a ?? 0) + (b ?? 0)) / 2)
  })
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

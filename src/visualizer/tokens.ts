import type { Tone } from '../../machines/meta/words.ts'

/** A tone in one scheme: `ink` for text and lines, `wash` to put behind it. */
export interface InkOnWash {
  readonly ink: string
  readonly wash: string
}

export interface Scheme {
  readonly paper: string
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly tones: Readonly<Record<Tone, InkOnWash>>
}

export const light: Scheme = {
  paper: '#fbfaf8',
  ink: '#1b1d21',
  quiet: '#5d636d',
  line: '#d9d6d0',
  tones: {
    rest: { ink: '#565d68', wash: '#eceef1' },
    calm: { ink: '#0f6b4c', wash: '#e2f3ea' },
    working: { ink: '#1f5fbf', wash: '#e5eefb' },
    careful: { ink: '#8a5300', wash: '#fbf0d9' },
    ask: { ink: '#6b3fb5', wash: '#f0e9fb' },
    stop: { ink: '#b3261e', wash: '#fbe7e5' },
  },
}

export const dark: Scheme = {
  paper: '#131519',
  ink: '#eceae6',
  quiet: '#a2a8b3',
  line: '#31353d',
  tones: {
    rest: { ink: '#b4bbc7', wash: '#23272e' },
    calm: { ink: '#6fd3a8', wash: '#12291f' },
    working: { ink: '#8ab8ff', wash: '#142440' },
    careful: { ink: '#f0bd62', wash: '#2e230c' },
    ask: { ink: '#c4a6ff', wash: '#261b3d' },
    stop: { ink: '#ff9d94', wash: '#3a1613' },
  },
}

/** Everything but colour. Pixels for type, space, corners and widths; milliseconds for motion. */
export const measures = {
  type: [12, 14, 16, 20, 28],
  space: [4, 8, 12, 16, 24, 32, 48],
  corner: { control: 6, state: 10, lane: 16 },
  /** `feedback`: a press, a hover. `change`: one state to the next. `fade`: how long a step just taken stays lit. */
  motion: { feedback: 120, change: 240, fade: 600, turn: 1000 },
  ease: 'cubic-bezier(.2, 0, 0, 1)',
  leading: { text: 1.5, heading: 1.25 },
  target: 44,
  width: { phone: 360, tablet: 768, desk: 1280 },
  words: 'system-ui, sans-serif',
  code: 'ui-monospace, monospace',
  float: '0 8px 24px rgb(0 0 0 / 0.16)',
} as const

/** Names of the tones, in the order they are listed anywhere. */
export const toneNames: readonly Tone[] = ['rest', 'calm', 'working', 'careful', 'ask', 'stop']

/**
 * The tokens as CSS custom properties `--ac-…`. Light, unless the system prefers dark; `data-theme="light"` or `"dark"`
 * on any element decides for what is inside it.
 */
export function tokensCss(): string {
  return [
    rule(':root', [...sizes(), ...colours(light, 'light')]),
    `@media (prefers-color-scheme: dark) { ${rule(':root', colours(dark, 'dark'))} }`,
    rule('[data-theme="light"]', colours(light, 'light')),
    rule('[data-theme="dark"]', colours(dark, 'dark')),
    `@media (prefers-reduced-motion: reduce) { ${rule(':root', still())} }`,
  ].join('\n')
}

function rule(selector: string, declarations: readonly string[]): string {
  return `${selector} { ${declarations.join('; ')} }`
}

function colours(scheme: Scheme, name: 'light' | 'dark'): readonly string[] {
  const tones = toneNames.flatMap((tone) => [
    `--ac-${tone}-ink: ${scheme.tones[tone].ink}`,
    `--ac-${tone}-wash: ${scheme.tones[tone].wash}`,
  ])
  return [
    `color-scheme: ${name}`,
    `--ac-paper: ${scheme.paper}`,
    `--ac-ink: ${scheme.ink}`,
    `--ac-quiet: ${scheme.quiet}`,
    `--ac-line: ${scheme.line}`,
    ...tones,
  ]
}

function sizes(): readonly string[] {
  const { type, space, corner, motion, leading } = measures
  return [
    ...type.map((size) => `--ac-text-${size}: ${size / 16}rem`),
    ...space.map((size) => `--ac-space-${size}: ${size}px`),
    ...Object.entries(corner).map(([what, size]) => `--ac-corner-${what}: ${size}px`),
    ...Object.entries(motion).map(([what, span]) => `--ac-motion-${what}: ${span}ms`),
    ...Object.entries(leading).map(([what, height]) => `--ac-leading-${what}: ${height}`),
    `--ac-ease: ${measures.ease}`,
    `--ac-target: ${measures.target}px`,
    '--ac-measure: 68ch',
    `--ac-words: ${measures.words}`,
    `--ac-code: ${measures.code}`,
    '--ac-line-width: 1px',
    '--ac-focus: 2px',
    `--ac-float: ${measures.float}`,
  ]
}

/** What moves stands still; the countdown's turn stays, because it is the countdown's tick. */
function still(): readonly string[] {
  return ['feedback', 'change', 'fade'].map((what) => `--ac-motion-${what}: 0ms`)
}

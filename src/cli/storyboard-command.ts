import { instant } from '../../machines/time.ts'
import { chartTree, type ChartTree } from '../visualizer/chart-tree.ts'
import type { Frame } from '../visualizer/simulate/happening.ts'
import { plainHappenings } from '../visualizer/simulate/plain-happenings.ts'
import { sessionHappenings } from '../visualizer/simulate/session-happenings.ts'
import { createStepper, type Stepper } from '../visualizer/simulate/stepper.ts'
import { givenWhenThen } from '../visualizer/storyboard/given-when-then.ts'
import { panelsOf } from '../visualizer/storyboard/panel.ts'
import { replay, shortestPaths } from '../visualizer/storyboard/shortest-paths.ts'
import { storyboardSvg, type Story } from '../visualizer/storyboard/storyboard-svg.ts'
import { themeOf } from './chart-command.ts'
import { CliError } from './cli-error.ts'
import { drawPng } from './draw-png.ts'
import { parseOptions } from './parse-options.ts'
import { readMachine, type ReadMachine } from './read-chart.ts'
import { writeOut, type Terminal } from './terminal.ts'

/** Moments looked at before a state counts as out of reach. */
const limit = 3_000

/** `authchart storyboard`: a shortest way to a state, told in pictures. */
export async function storyboardCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { given, rest } = parseOptions(args, ['to', 'format', 'out', 'theme'])
  const { to, format = 'svg', theme } = given
  if (to === undefined) throw new CliError('missing_argument', '--to')
  const story = storyOf(await readMachine(rest[0], terminal.folder), to)
  await writeOut(await told(story, { format, theme }), { path: given['out'], terminal })
  return 0
}

function storyOf({ machine, model }: ReadMachine, to: string): Story {
  const tree = chartTree(model)
  const target = model.nodes.find(({ id }) => id === to || id.endsWith(`.${to}`))
  if (target === undefined) throw new CliError('unknown_state', to)
  const stepper = stepperOf(machine, tree)
  const paths = shortestPaths(stepper, { namesOf: ({ step }) => step.after, keyOf, limit })
  const path = paths.get(target.id)
  const frames = path === undefined ? null : replay(stepper, path)
  if (frames === null) throw new CliError('no_way', to)
  return { title: `The way to ${target.words?.title ?? target.key}`, panels: panelsOf(tree, frames) }
}

function stepperOf(machine: ReadMachine['machine'], tree: ChartTree): Stepper {
  const at = instant(0)
  if (tree.root.id !== 'auth') return createStepper(machine, { tree, at, happenings: plainHappenings(tree) })
  const input = { at, offline: false, chance: 0.5, settings: { hasProbe: true, hasQueue: true } }
  return createStepper(machine, { tree, at, input, happenings: sessionHappenings })
}

/** Two moments in the same states, with the same work under way, have the same future as far as a story is told. */
function keyOf({ step, running }: Frame): string {
  return JSON.stringify([step.after, running.map(({ id }) => id)])
}

interface Form {
  readonly format: string
  readonly theme: string | undefined
}

async function told(story: Story, { format, theme }: Form): Promise<string | Uint8Array> {
  switch (format) {
    case 'svg':
      return storyboardSvg(story, { theme: themeOf(theme) ?? 'auto' })
    case 'png':
      return drawPng(storyboardSvg(story, { theme: themeOf(theme) ?? 'light' }))
    case 'md':
      return givenWhenThen(story.title, story.panels)
    default:
      throw new CliError('unknown_format', format)
  }
}

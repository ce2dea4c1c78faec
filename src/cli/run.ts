import { chartCommand } from './chart-command.ts'
import { CliError } from './cli-error.ts'
import { diffCommand } from './diff-command.ts'
import type { Terminal } from './terminal.ts'
import { storyboardCommand } from './storyboard-command.ts'
import { viewerCommand } from './viewer-command.ts'

const commands = new Map([
  ['chart', chartCommand],
  ['diff', diffCommand],
  ['viewer', viewerCommand],
  ['storyboard', storyboardCommand],
])

const usage = `authchart: draw, compare and watch statecharts (any exported XState 5 machine)

  authchart chart [--format svg|png|mermaid|md|json|html] [--theme light|dark|auto] [--lane id] [--out file] [chart]
  authchart diff [--md file] [--svg file] <old> <new>
  authchart storyboard --to state [--format svg|png|md] [--theme light|dark|auto] [--out file] [machine]
  authchart viewer [--out file] [--results file] [recording | chart]

A chart is a module (path or path#export), or a JSON, SVG or HTML file that holds one; without it, authchart's own.
Exit codes: 0 done, and for diff: no difference; 1 the charts differ; 2 it could not be done.
`

/** Runs one command and answers with its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.write(usage)
    return name === undefined ? 2 : 0
  }
  try {
    const command = commands.get(name)
    if (command === undefined) throw new CliError('unknown_command', name)
    return await command(rest, terminal)
  } catch (problem) {
    if (!(problem instanceof CliError)) throw problem
    terminal.complain(`${problem.message} (${problem.code}: ${problem.subject})`)
    if (problem.cause instanceof Error) terminal.complain(problem.cause.message)
    return 2
  }
}

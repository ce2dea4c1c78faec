import { relative, dirname, resolve } from 'node:path'
import { diffCharts } from '../visualizer/diff/diff-charts.ts'
import { diffSvg } from '../visualizer/diff/diff-svg.ts'
import { diffMarkdown, diffText } from '../visualizer/diff/diff-text.ts'
import { CliError } from './cli-error.ts'
import { parseOptions } from './parse-options.ts'
import { readChart } from './read-chart.ts'
import { writeOut, type Terminal } from './terminal.ts'

/** `authchart diff`: what changed, on the terminal and for a pull request. Answers 1 when something did. */
export async function diffCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { given, rest } = parseOptions(args, ['md', 'svg'])
  const [old, now] = rest
  if (old === undefined || now === undefined) throw new CliError('missing_argument', 'diff <old> <new>')
  const difference = diffCharts(await readChart(old, terminal.folder), await readChart(now, terminal.folder))
  const { md, svg } = given
  if (svg !== undefined) await writeOut(diffSvg(difference), { path: svg, terminal })
  if (md !== undefined) {
    const picture = svg === undefined ? {} : { picture: pathBetween(md, svg, terminal.folder) }
    await writeOut(diffMarkdown(difference, picture), { path: md, terminal })
  }
  terminal.write(diffText(difference))
  return difference.changes.length === 0 ? 0 : 1
}

function pathBetween(from: string, to: string, folder: string): string {
  return relative(dirname(resolve(folder, from)), resolve(folder, to)).replaceAll('\\', '/')
}

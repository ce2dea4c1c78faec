import type { ChartModel } from '../visualizer/chart-model.ts'
import { chartHtml } from '../visualizer/export/chart-html.ts'
import { chartJson } from '../visualizer/export/chart-json.ts'
import { chartMarkdown } from '../visualizer/export/chart-markdown.ts'
import { chartMermaid } from '../visualizer/export/chart-mermaid.ts'
import { chartSvg } from '../visualizer/export/chart-svg.ts'
import type { Theme } from '../visualizer/export/poster-css.ts'
import { CliError } from './cli-error.ts'
import { drawPng } from './draw-png.ts'
import { parseOptions } from './parse-options.ts'
import { readChart } from './read-chart.ts'
import { writeOut, type Terminal } from './terminal.ts'

/** `authchart chart`: any machine in any format, to a file or to standard output. */
export async function chartCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { given, rest } = parseOptions(args, ['format', 'out', 'theme', 'lane'])
  const model = await readChart(rest[0], terminal.folder)
  const drawn = await draw(model, given)
  await writeOut(drawn, { path: given['out'], terminal })
  return 0
}

async function draw(
  model: ChartModel,
  { format = 'svg', theme, lane }: Readonly<Record<string, string | undefined>>,
): Promise<string | Uint8Array> {
  const lanes = lane === undefined ? {} : { lanes: [lane] }
  switch (format) {
    case 'svg':
      return chartSvg(model, { ...lanes, theme: themeOf(theme) ?? 'auto' })
    case 'png':
      // Pixels can't ask their reader.
      return drawPng(chartSvg(model, { ...lanes, theme: themeOf(theme) ?? 'light', carriesModel: false }))
    case 'mermaid':
      return chartMermaid(model)
    case 'md':
      return chartMarkdown(model)
    case 'json':
      return chartJson(model)
    case 'html':
      return chartHtml(model)
    default:
      throw new CliError('unknown_format', format)
  }
}

export function themeOf(theme: string | undefined): Theme | undefined {
  if (theme === undefined || theme === 'light' || theme === 'dark' || theme === 'auto') return theme
  throw new CliError('unknown_option', `--theme ${theme}`)
}

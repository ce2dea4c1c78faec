import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chartJson } from '../visualizer/export/chart-json.ts'
import { parseModel } from '../visualizer/export/parse-model.ts'
import { isAbout } from '../visualizer/verdicts/is-about.ts'
import { parseResults } from '../visualizer/verdicts/parse-results.ts'
import { parseRecording } from '../visualizer/viewer/parse-recording.ts'
import { CliError } from './cli-error.ts'
import { fillViewer } from './fill-viewer.ts'
import { parseOptions } from './parse-options.ts'
import { readChart, readText } from './read-chart.ts'
import { writeOut, type Terminal } from './terminal.ts'

/** `authchart viewer`: the viewer as a page of its own, with what it shall show inside. */
export async function viewerCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { given, rest } = parseOptions(args, ['out', 'results'])
  const page = await emptyViewer()
  const opened =
    rest[0] === undefined ? chartJson(await readChart(undefined, terminal.folder)) : await read(rest[0], terminal)
  const shown = given['results'] === undefined ? opened : await painted(opened, given['results'], terminal)
  const path = given['out'] ?? join(await mkdtemp(join(tmpdir(), 'authchart-')), 'viewer.html')
  await writeOut(fillViewer(page, shown), { path, terminal })
  const address = pathToFileURL(resolve(terminal.folder, path)).href
  terminal.write(`${address}\n`)
  if (given['out'] === undefined) terminal.open(address)
  return 0
}

async function read(source: string, terminal: Terminal): Promise<string> {
  if (!['.jsonl', '.ndjson', '.txt', '.log'].includes(extname(source)))
    return chartJson(await readChart(source, terminal.folder))
  const text = await readText(source, terminal.folder)
  if (parseRecording(text) === null) throw new CliError('no_recording', source)
  return text
}

/** The chart with what tests found out about it. */
async function painted(opened: string, source: string, terminal: Terminal): Promise<string> {
  const model = parseModel(opened)
  if (model === null) throw new CliError('no_model', source)
  const results = parseResults(await readText(source, terminal.folder))
  if (results === null) throw new CliError('no_results', source)
  if (!isAbout(results, model)) throw new CliError('other_chart', source)
  return JSON.stringify({ ...model, results })
}

async function emptyViewer(): Promise<string> {
  // Built, this file lies in dist/src/cli; as source, in src/cli.
  const places = ['../../viewer.html', '../../dist/viewer.html'].map((path) => new URL(path, import.meta.url))
  for (const place of places) {
    try {
      return await readFile(place, 'utf8')
    } catch {
      continue
    }
  }
  throw new CliError('unreadable_file', fileURLToPath(places[0] ?? import.meta.url))
}

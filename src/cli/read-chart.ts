import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AnyStateMachine } from 'xstate'
import { authMachine } from '../../machines/auth.machine.ts'
import type { ChartWords } from '../../machines/meta/words.ts'
import { chartModel, type ChartModel } from '../visualizer/chart-model.ts'
import { embeddedModel } from '../visualizer/export/embed-model.ts'
import { parseModel } from '../visualizer/export/parse-model.ts'
import { CliError } from './cli-error.ts'

const written = new Set(['.json', '.svg', '.html'])

/** The chart a person names: nothing is our own; a file that holds a model; or a module, `path` or `path#export`. */
export async function readChart(source: string | undefined, folder: string): Promise<ChartModel> {
  if (source !== undefined && written.has(extname(split(source).path))) return readModel(split(source).path, folder)
  return (await readMachine(source, folder)).model
}

/** A machine, and the chart that is drawn of it. */
export interface ReadMachine {
  readonly machine: AnyStateMachine
  readonly model: ChartModel
}

/** The machine a person names: nothing is our own, else a module, `path` or `path#export`. */
export async function readMachine(source: string | undefined, folder: string): Promise<ReadMachine> {
  if (source === undefined) return { machine: authMachine, model: chartModel(authMachine) }
  const { path, name } = split(source)
  return machineIn(path, { name, folder })
}

function split(source: string): { readonly path: string; readonly name: string | undefined } {
  const cut = source.lastIndexOf('#')
  return cut > 0 ? { path: source.slice(0, cut), name: source.slice(cut + 1) } : { path: source, name: undefined }
}

async function readModel(path: string, folder: string): Promise<ChartModel> {
  const text = await readText(path, folder)
  const model = parseModel(text) ?? embeddedModel(text)
  if (model === null) throw new CliError('no_model', path)
  return model
}

export async function readText(path: string, folder: string): Promise<string> {
  try {
    return await readFile(resolve(folder, path), 'utf8')
  } catch (cause) {
    throw new CliError('unreadable_file', path, { cause })
  }
}

interface Wanted {
  readonly name: string | undefined
  readonly folder: string
}

async function machineIn(path: string, { name, folder }: Wanted): Promise<ReadMachine> {
  const exported = await load(path, folder)
  const machines = Object.entries(exported).flatMap(([key, value]) =>
    isMachine(value) && (name === undefined || key === name) ? [value] : [],
  )
  const [machine, ...others] = new Set(machines)
  if (machine === undefined) throw new CliError('no_machine', name === undefined ? path : `${path}#${name}`)
  if (others.length > 0) throw new CliError('several_machines', path)
  const { words } = exported
  if (machine.id === authMachine.id) return { machine, model: chartModel(machine) }
  return { machine, model: chartModel(machine, isWords(words) ? words : { states: {}, edges: {} }) }
}

async function load(path: string, folder: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(resolve(folder, path)).href)) as Readonly<Record<string, unknown>>
  } catch (cause) {
    throw new CliError('unreadable_module', path, { cause })
  }
}

/** By its shape: the machine comes from the caller's own copy of XState. */
function isMachine(value: unknown): value is AnyStateMachine {
  return typeof value === 'object' && value !== null && 'root' in value && 'getTransitionData' in value
}

function isWords(value: unknown): value is ChartWords {
  return typeof value === 'object' && value !== null && 'states' in value && 'edges' in value
}

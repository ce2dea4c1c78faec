import { parseArgs } from 'node:util'
import { CliError } from './cli-error.ts'

export interface Options {
  readonly given: Readonly<Record<string, string | undefined>>
  /** What is no option, in order. */
  readonly rest: readonly string[]
}

/** Reads `--name value` for the names a command knows. */
export function parseOptions(args: readonly string[], names: readonly string[]): Options {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return { given: values, rest: positionals }
  } catch (cause) {
    const odd = args.find((arg) => arg.startsWith('-') && !names.includes(arg.replace(/^--/, '').replace(/=.*/, '')))
    throw new CliError('unknown_option', odd ?? args.join(' '), { cause })
  }
}

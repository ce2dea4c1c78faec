import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CliError } from './cli-error.ts'

/** Where a command is run. */
export interface Terminal {
  readonly folder: string
  readonly write: (output: string | Uint8Array) => void
  readonly complain: (line: string) => void
  /** Shows a page to the person at the keyboard. */
  readonly open: (address: string) => void
}

/** Writes to the named file, else to standard output. */
export async function writeOut(
  output: string | Uint8Array,
  { path, terminal }: { readonly path: string | undefined; readonly terminal: Terminal },
): Promise<void> {
  if (path === undefined) return terminal.write(output)
  try {
    await writeFile(resolve(terminal.folder, path), output)
  } catch (cause) {
    throw new CliError('unwritable_file', path, { cause })
  }
}

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export interface ShellFile {
  readonly body: Buffer
  readonly contentType: string
  readonly etag: string
}

/** The built app by request path. Nothing is read from disk while serving, so no path can reach outside. */
export type Shell = ReadonlyMap<string, ShellFile>

const contentTypes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.json', 'application/json'],
  ['.webmanifest', 'application/manifest+json'],
])

export async function loadShell(folder: string): Promise<Shell> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
  const loaded = files.map(async (entry) => {
    const file = join(entry.parentPath, entry.name)
    return [`/${relative(folder, file).split(sep).join('/')}`, shellFile(entry.name, await readFile(file))] as const
  })
  return new Map(await Promise.all(loaded))
}

export function shellFile(name: string, body: Buffer): ShellFile {
  return {
    body,
    contentType: contentTypes.get(extname(name)) ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  }
}

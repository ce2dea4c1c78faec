import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserContext } from 'playwright'
import { root } from '../../../scripts/entries.ts'

export const origin = 'http://localhost:6006'

export interface BuiltStorybook {
  /** Ids of stories and guide pages. */
  readonly entries: readonly string[]
  /** Gives a browser the files from the disk, and nothing else; answers with what was asked of anybody else, as it comes. */
  opensIn(context: BrowserContext): Promise<readonly string[]>
  remove(): Promise<void>
}

/** Storybook as it is published: files in a folder, without a server. */
export async function buildStorybook(): Promise<BuiltStorybook> {
  const folder = await mkdtemp(join(tmpdir(), 'authchart-storybook-'))
  const program = join(root, 'node_modules', '.bin', 'storybook')
  await promisify(execFile)(program, ['build', '--quiet', '--disable-telemetry', '--output-dir', folder], { cwd: root })
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as { readonly entries: object }
  return {
    entries: Object.keys(index.entries),
    async opensIn(context) {
      const foreign: string[] = []
      await context.route('**/*', (route) => {
        const url = new URL(route.request().url())
        if (url.origin !== origin) {
          foreign.push(url.href)
          return route.abort()
        }
        const path = join(folder, url.pathname === '/' ? 'index.html' : url.pathname)
        return existsSync(path) ? route.fulfill({ path }) : route.fulfill({ status: 404 })
      })
      return foreign
    },
    remove: () => rm(folder, { recursive: true }),
  }
}

import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { root } from '../scripts/entries.ts'
import { peersFolder } from './install-peers.ts'

const entry = 'virtual:benchmark'

/** Builds as an app would: our shipped sources and the peers' published files, minified, in one module. */
export async function bundlePage(
  text: string,
  { mode = 'production' }: { readonly mode?: 'production' | 'development' } = {},
): Promise<string> {
  const build = await rolldown({
    input: entry,
    cwd: root,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': JSON.stringify(mode) } },
    logLevel: 'silent',
    plugins: [
      {
        name: 'benchmark',
        resolveId(id, importer) {
          if (id === entry) return id
          // Bare names in the entry are peers: they live beside their own package.json, not in ours.
          return importer === entry && !id.startsWith('/') ? this.resolve(id, join(peersFolder, 'entry.js')) : null
        },
        load: (id) => (id === entry ? text : null),
      },
    ],
  })
  const { output } = await build.generate({ format: 'esm', minify: true, codeSplitting: false })
  await build.close()
  return output[0].code
}

import { rolldown } from 'rolldown'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { root } from './entries.ts'

const parts: Readonly<Record<string, readonly string[]>> = {
  'dist/src/index.js': ['createAuth'],
  'dist/adapters/identity/oidc.js': ['oidc'],
  'dist/adapters/storage/indexed-db.js': ['indexedDb'],
  'dist/src/react/index.js': ['AuthProvider', 'useAuth', 'useConnectivity', 'Show', 'OfflineBanner'],
  'dist/adapters/http/ky.js': ['kyAuth'],
}

const withQueue: Readonly<Record<string, readonly string[]>> = {
  ...parts,
  'dist/src/queue/index.js': ['durableQueue'],
}

const react = /^(?:react|react-dom|scheduler)(?:\/|$)/
const packages = /^[^./\0]/

const figures = [
  {
    figure: 'createAuth + oidc + indexed-db + react + kyAuth, dependencies included',
    goal: 44,
    parts,
    external: react,
  },
  { figure: 'the same, own code alone', goal: 12, parts, external: packages },
  { figure: 'with the queue, dependencies included', goal: 52, parts: withQueue, external: react },
  { figure: 'with the queue, own code alone', goal: 18, parts: withQueue, external: packages },
]

/** Bundles, minifies and gzips what an app with these imports would ship. */
async function bytesOf(imports: Readonly<Record<string, readonly string[]>>, external: RegExp): Promise<number> {
  const entry = 'virtual:app'
  const text = Object.entries(imports)
    .map(([file, names]) => `export { ${names.join(', ')} } from ${JSON.stringify(join(root, file))}`)
    .join('\n')
  const build = await rolldown({
    input: entry,
    cwd: root,
    platform: 'browser',
    external: (id) => id !== entry && external.test(id),
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'silent',
    plugins: [
      {
        name: 'app',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? text : null),
      },
    ],
  })
  const { output } = await build.generate({ format: 'esm', minify: true })
  await build.close()
  return output.reduce((sum, file) => sum + (file.type === 'chunk' ? gzipSync(file.code, { level: 9 }).length : 0), 0)
}

console.log('Size, minified and gzipped (React left out; 1 KB = 1000 bytes)\n')
for (const { figure, goal, parts: imports, external } of figures) {
  const kilobytes = (await bytesOf(imports, external)) / 1000
  const verdict = kilobytes <= goal ? 'within' : 'OVER'
  console.log(`${figure.padEnd(75)} ${kilobytes.toFixed(2).padStart(7)} KB   goal ≤ ${goal} KB   ${verdict}`)
}

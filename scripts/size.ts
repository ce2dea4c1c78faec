import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { root } from './entries.ts'

const app: Readonly<Record<string, readonly string[]>> = {
  'dist/src/index.js': ['createAuth'],
  'dist/adapters/identity/oidc.js': ['oidc'],
  'dist/adapters/storage/indexed-db.js': ['indexedDb'],
  'dist/src/react/index.js': ['AuthProvider', 'useAuth', 'useConnectivity', 'Show', 'OfflineBanner'],
  'dist/adapters/http/ky.js': ['kyAuth'],
}

const withQueue: Readonly<Record<string, readonly string[]>> = {
  ...app,
  'dist/src/queue/index.js': ['durableQueue'],
}

const react = /^(?:react|react-dom|scheduler)(?:\/|$)/
const packages = /^[^./\0]/

const figures = [
  {
    figure: 'createAuth + oidc + indexed-db + react + kyAuth, dependencies included',
    goal: 44,
    imports: app,
    external: react,
  },
  { figure: 'the same, own code alone', goal: 12, imports: app, external: packages },
  { figure: 'with the queue, dependencies included', goal: 52, imports: withQueue, external: react },
  { figure: 'with the queue, own code alone', goal: 18, imports: withQueue, external: packages },
]

type Measure = {
  readonly gzipped: number
  /** Characters before minification, by part of the package. */
  readonly parts: ReadonlyMap<string, number>
}

/** Bundles, minifies and gzips what an app with these imports would ship. */
async function measure(imports: Readonly<Record<string, readonly string[]>>, external: RegExp): Promise<Measure> {
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
  const chunks = output.filter((file) => file.type === 'chunk')
  const parts = new Map<string, number>()
  for (const [id, { renderedLength }] of chunks.flatMap((chunk) => Object.entries(chunk.modules))) {
    const part = partOf(id)
    if (part !== null) parts.set(part, (parts.get(part) ?? 0) + renderedLength)
  }
  return { gzipped: chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0), parts }
}

/** `machines`, `src/refresh`, `adapters/identity/oidc`; what lies in `src` itself counts as `src`. Null: not ours. */
function partOf(id: string): string | null {
  const path = relative(join(root, 'dist'), id)
  const [top = '', port, technology] = path.replace(/\.js$/, '').split('/')
  if (path.startsWith('..') || path.startsWith('\0')) return null
  if (top === 'adapters') return [top, port, technology].join('/')
  return top === 'src' && path.split('/').length > 2 ? `${top}/${port}` : top
}

console.log('Size, minified and gzipped (React left out; 1 KB = 1000 bytes)\n')
for (const { figure, goal, imports, external } of figures) {
  const kilobytes = (await measure(imports, external)).gzipped / 1000
  const verdict = kilobytes <= goal ? 'within' : 'OVER'
  console.log(`${figure.padEnd(75)} ${kilobytes.toFixed(2).padStart(7)} KB   goal ≤ ${goal} KB   ${verdict}`)
}

const { parts: shares } = await measure(withQueue, packages)
const whole = [...shares.values()].reduce((sum, length) => sum + length, 0)
console.log('\nWhere our own code goes (share of it before minification)\n')
for (const [part, length] of [...shares].toSorted((a, b) => b[1] - a[1])) {
  console.log(`${part.padEnd(40)} ${((100 * length) / whole).toFixed(1).padStart(5)} %`)
}

import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/entries.ts'

const outside = /^(?:react|react-dom|scheduler|xstate|@xstate\/react)(?:\/|$)/

interface Carried {
  /** Bytes of what is there at once, minified and gzipped. */
  readonly bytes: number
  readonly atOnce: readonly string[]
  readonly later: readonly string[]
}

/** What an app carries that imports one thing from the visualizer. */
async function carriedWith(name: string): Promise<Carried> {
  const entry = 'virtual:app'
  const text = `export { ${name} } from ${JSON.stringify(join(root, 'src/visualizer/index.ts'))}`
  const build = await rolldown({
    input: entry,
    cwd: root,
    platform: 'browser',
    external: (id) => id !== entry && outside.test(id),
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'silent',
    plugins: [
      { name: 'app', resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? text : null) },
    ],
  })
  const { output } = await build.generate({ format: 'esm', minify: true })
  await build.close()
  const chunks = output.filter((file) => file.type === 'chunk')
  const first = chunks.filter(
    ({ isEntry, fileName }) => isEntry || chunks.some((one) => one.isEntry && one.imports.includes(fileName)),
  )
  const modules = (of: typeof chunks): readonly string[] =>
    of.flatMap((chunk) => Object.keys(chunk.modules)).map((id) => relative(root, id))
  return {
    bytes: first.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0),
    atOnce: modules(first),
    later: modules(chunks.filter((chunk) => !first.includes(chunk))),
  }
}

describe('what an app carries of the visualizer', () => {
  it('is at most 12 KB for a chart, without words, a machine or a copy to play with', async () => {
    const { bytes, atOnce } = await carriedWith('AuthChart')
    expect(bytes).toBeLessThanOrEqual(12 * 1_024)
    expect(
      atOnce.filter((path) => /machines\/(?:meta\/(?!say)|auth|session|describe)|stepper|outline|timeline/.test(path)),
    ).toEqual([])
  })

  it('is only a button for the devtools until they are opened', async () => {
    const { bytes, atOnce, later } = await carriedWith('AuthDevtools')
    expect(bytes).toBeLessThanOrEqual(2 * 1_024)
    expect(atOnce.filter((path) => path.includes('chart'))).toEqual([])
    expect(later).toContain('src/visualizer/chart-drawing.tsx')
  })
})

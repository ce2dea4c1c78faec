import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installConsumer, neighbours, run, type Consumer } from './install.ts'

let consumer: Consumer

beforeAll(() => {
  consumer = installConsumer()
  cpSync(join(import.meta.dirname, 'probes'), consumer.folder, { recursive: true })
  plant('careless', 'export const isOnline = navigator.onLine\nglobalThis.shared = new Map()')
  plant('careful', "export const isOnline = () => (typeof navigator === 'undefined' ? null : navigator.onLine)")
})
afterAll(() => consumer.remove())

/** A package beside ours whose module does this while it is loaded. */
function plant(name: string, source: string): void {
  const folder = join(consumer.folder, 'node_modules', name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), `{ "name": "${name}", "type": "module", "exports": "./index.js" }`)
  writeFileSync(join(folder, 'index.js'), source)
}

function probe(place: readonly string[], entries: readonly string[]): { loaded: number; touched: readonly string[] } {
  const loaded = neighbours.filter((name) => !name.startsWith('@types/') && name !== 'csstype')
  const { output } = run(
    process.execPath,
    [...place, [...loaded, 'react/jsx-runtime'].join(','), entries.join(',')],
    consumer.folder,
  )
  const [last = ''] = output.trim().split('\n').slice(-1)
  if (!last.startsWith('{')) throw new Error(output)
  return JSON.parse(last) as ReturnType<typeof probe>
}

const places = [
  ['bare Node', ['trapped.ts']],
  ['a worker', ['in-a-worker.ts']],
  [
    'an edge runtime',
    ['--experimental-vm-modules', '--experimental-import-meta-resolve', '--no-warnings', 'at-the-edge.ts'],
  ],
] as const

describe.each(places)('in %s', (_, place) => {
  it('every entry is imported without touching a global (RS-01)', () => {
    // The one entry that a test runner loads, and that needs it.
    const entries = consumer.entries.filter((name) => name !== 'authchart/testing/vitest')
    expect(probe(place, entries)).toEqual({ loaded: consumer.entries.length - 1, touched: [] })
  })

  it('a module that looks at the network while it is loaded is told on, one that waits is not', () => {
    const { touched } = probe(place, ['careful', 'careless'])
    expect(touched).not.toEqual([])
    expect(touched.filter((line) => !line.startsWith('careless'))).toEqual([])
    expect(touched.join('\n')).toContain('navigator')
  })
})

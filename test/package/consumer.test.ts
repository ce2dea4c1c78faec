import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { declaredEntries, root } from '../../scripts/entries.ts'
import { examplesIn, examplesOf, type Example } from './documents.ts'
import { installConsumer, run, type Consumer } from './install.ts'

let consumer: Consumer
const tsc = join(root, 'node_modules', '.bin', 'tsc')
const installed = (...path: string[]): string => join(consumer.folder, 'node_modules', 'authchart', ...path)

beforeAll(() => {
  consumer = installConsumer()
})
afterAll(() => consumer.remove())

function compileExamples(examples: readonly Example[]): ReturnType<typeof run> {
  const folder = join(consumer.folder, 'examples')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const { place, extension, code } of examples) writeFileSync(join(folder, `${place}.${extension}`), code)
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "extends": "../tsconfig.bundler.json", "compilerOptions": { "noUnusedLocals": false }, "include": ["*.ts", "*.tsx"] }',
  )
  return run(tsc, ['-p', join(folder, 'tsconfig.json')])
}

describe('the packed package, installed elsewhere', () => {
  it.each([
    ['under bundler resolution', 'bundler'],
    ['under nodenext resolution', 'nodenext'],
    ['with every declaration checked', 'whole'],
  ])('compiles a strict consumer of every entry %s', (_, config) => {
    const { status, output } = run(tsc, ['-p', `tsconfig.${config}.json`], consumer.folder)
    expect(output).toBe('')
    expect(status).toBe(0)
  })

  it('compiles every example of the README and the guides', () => {
    const examples = examplesOf()
    expect(examples.length).toBeGreaterThan(1)
    const { status, output } = compileExamples(examples)
    expect(output).toBe('')
    expect(status).toBe(0)
  })

  it('fails an example that calls what does not exist', () => {
    const { status, output } = compileExamples(
      examplesIn('planted.md', "```ts\nimport { createAuth } from 'authchart'\ncreateAuth().flyAway()\n```\n"),
    )
    expect(output).toContain('planted-md-1')
    expect(status).not.toBe(0)
  })

  it('fails a consumer that names what it does not export', () => {
    const wrong = join(consumer.folder, 'wrong')
    run('mkdir', [wrong])
    writeFileSync(
      join(wrong, 'wrong.ts'),
      `import { noSuchThing } from 'authchart'\nexport const seen: unknown = noSuchThing\n`,
    )
    writeFileSync(join(wrong, 'tsconfig.json'), '{ "extends": "../tsconfig.bundler.json", "include": ["wrong.ts"] }')
    const { status, output } = run(tsc, ['-p', join(wrong, 'tsconfig.json')])
    expect(output).toContain("no exported member 'noSuchThing'")
    expect(status).not.toBe(0)
  })

  it.each([
    ['a boundary without a screen for every state', 'boundary', "Property 'locked' is missing"],
    ['a capability that the registered policy does not name', 'capability', '"note.burn"'],
    ['a capability that the hooks of one auth do not name', 'hooks', '"note.burn"'],
    ['work for a queue that was not handed over', 'queue', "possibly 'null'"],
  ])('fails %s', (_, name, message) => {
    const { status, output } = run(tsc, ['-p', join(consumer.folder, 'faults', name)])
    expect(output).toContain(message)
    expect(output.match(/error TS/g)).toHaveLength(1)
    expect(status).not.toBe(0)
  })

  it('loads every entry in Node, without a window, and leaves the global object as it was', () => {
    // The one entry that a test runner loads, and that needs it.
    const loadable = consumer.entries.filter((name) => name !== 'authchart/testing/vitest')
    expect(loadable).toHaveLength(consumer.entries.length - 1)
    const script = `
      // Names, not symbols: Node itself marks the global object when anything first touches its fetch.
      const before = Object.getOwnPropertyNames(globalThis).length
      for (const name of ${JSON.stringify(loadable)}) {
        const entry = await import(name)
        if (Object.keys(entry).length === 0) throw new Error(name + ' exports nothing')
      }
      console.log('added', Object.getOwnPropertyNames(globalThis).length - before)`
    writeFileSync(join(consumer.folder, 'load.mjs'), script)
    const { output } = run(process.execPath, ['load.mjs'], consumer.folder)
    expect(output.trim()).toBe('added 0')
  })

  it('ships a module and its types for every entry, and no source, test or demo', () => {
    const missing = declaredEntries().filter(
      ({ output }) => !existsSync(installed(output)) || !existsSync(installed(output.replace(/\.js$/, '.d.ts'))),
    )
    expect(missing).toEqual([])
    const files = globSync('**/*', { cwd: installed(), withFileTypes: true }).filter((entry) => entry.isFile())
    const unexpected = files.filter(
      ({ name }) => !/\.(?:js|d\.ts)$|^(?:package\.json|viewer\.html|README\.md|LICENSE|CHANGELOG\.md)$/.test(name),
    )
    expect(unexpected.map(({ name }) => name)).toEqual([])
  })

  it.each(['react', 'visualizer'])('marks every file of authchart/%s that uses React for the client', (name) => {
    const folder = installed('dist', 'src', name)
    const files = globSync('**/*.js', { cwd: folder }).map(
      (file) => [file, readFileSync(join(folder, file), 'utf8')] as const,
    )
    const rendering = files.filter(([, text]) => /from ["'](?:@xstate\/)?react["']/.test(text))
    expect(rendering.length).toBeGreaterThan(0)
    expect(rendering.filter(([, text]) => !/^["']use client["']/.test(text)).map(([file]) => file)).toEqual([])
  })
})

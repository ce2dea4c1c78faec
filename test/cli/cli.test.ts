import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { run } from '../../src/cli/run.ts'
import { chartModel, embeddedModel, parseModel } from '../../src/visualizer/export/index.ts'
import { doorResults, lockless, staysShut } from '../visualizer/door-results.ts'

const machines = join(import.meta.dirname, 'fixtures', 'machines.ts')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authchart-cli-'))
  await writeFile(join(folder, 'broken.js'), 'throw new Error("not today")')
  await writeFile(join(folder, 'empty.js'), 'export const a = 1')
  await writeFile(join(folder, 'not-a-model.json'), '{}')
  await writeFile(join(folder, 'door-results.json'), JSON.stringify(doorResults()))
  await writeFile(join(folder, 'door.json'), JSON.stringify(chartModel(lockless, { states: {}, edges: {} })))
  await writeFile(
    join(folder, 'old.json'),
    JSON.stringify(chartModel(createMachine({ id: 'm', initial: 'a', states: { a: {} } }))),
  )
})

afterAll(() => rm(folder, { recursive: true }))

async function authchart(...args: readonly string[]) {
  const written: (string | Uint8Array)[] = []
  const complaints: string[] = []
  const opened: string[] = []
  const code = await run(args, {
    folder,
    write: (output) => written.push(output),
    complain: (line) => complaints.push(line),
    open: (address) => opened.push(address),
  })
  return { code, written, text: written.join(''), complaints, opened }
}

describe('authchart chart', () => {
  it('draws our own chart when none is named', async () => {
    const { code, text } = await authchart('chart')
    expect(code).toBe(0)
    expect(embeddedModel(text)?.id).toBe('auth')
  })

  it.each([
    ['svg', /^<svg /],
    ['mermaid', /^stateDiagram-v2\n/],
    ['md', /^# Lamp\n/],
    ['json', /^\{\n {2}"version": 1/],
    ['html', /^<!doctype html>/],
  ])('draws somebody else’s machine as %s', async (format, start) => {
    const { code, text } = await authchart('chart', '--format', format, `${machines}#lamp`)
    expect(code).toBe(0)
    expect(text).toMatch(start)
  })

  it('draws a PNG without a browser', async () => {
    const { code, written } = await authchart('chart', '--format', 'png', '--theme', 'dark', `${machines}#lamp`)
    expect(code).toBe(0)
    const [png] = written
    if (!(png instanceof Uint8Array)) throw new Error('no bytes were written')
    expect([...png.slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
    expect(png.length).toBeGreaterThan(5_000)
  })

  it('reads back what it has written', async () => {
    await authchart('chart', '--out', 'lamp.svg', `${machines}#lamp`)
    const { text } = await authchart('chart', '--format', 'json', 'lamp.svg')
    expect(parseModel(text)?.id).toBe('lamp')
    await authchart('chart', '--format', 'html', '--out', 'lamp.html', 'lamp.svg')
    expect((await authchart('chart', '--format', 'md', 'lamp.html')).text).toMatch(/^# Lamp\n/)
  })

  it.each([
    ['unknown_command', ['draw']],
    ['unknown_option', ['chart', '--colour', 'red']],
    ['unknown_option', ['chart', '--theme', 'pink']],
    ['unknown_format', ['chart', '--format', 'gif']],
    ['unreadable_file', ['chart', 'nowhere.json']],
    ['unreadable_module', ['chart', 'nowhere.js']],
    ['unreadable_module', ['chart', 'broken.js']],
    ['no_machine', ['chart', 'empty.js']],
    ['no_machine', ['chart', `${machines}#nobody`]],
    ['several_machines', ['chart', machines]],
    ['no_model', ['chart', 'not-a-model.json']],
    ['no_results', ['viewer', '--results', 'old.json', 'old.json']],
    ['other_chart', ['viewer', '--results', 'door-results.json', 'old.json']],
    ['missing_argument', ['storyboard']],
    ['unknown_state', ['storyboard', '--to', 'nowhere']],
    ['no_way', ['storyboard', '--to', 'lost', `${machines}#island`]],
    ['unknown_format', ['storyboard', '--to', 'on', '--format', 'gif', `${machines}#lamp`]],
    ['unwritable_file', ['chart', '--out', 'no/such/folder.svg']],
    ['missing_argument', ['diff', 'old.json']],
  ])('says what is wrong: %s', async (code, args) => {
    const { code: exit, complaints, text } = await authchart(...args)
    expect(exit).toBe(2)
    expect(text).toBe('')
    expect(complaints[0]).toMatch(new RegExp(`^Cannot .*\\(${code}: `))
  })
})

describe('authchart diff', () => {
  it('answers 0 where nothing changed and 1 where something did', async () => {
    expect((await authchart('diff', 'old.json', 'old.json')).code).toBe(0)
    const { code, text } = await authchart('diff', `${machines}#lamp`, `${machines}#brighterLamp`)
    expect(code).toBe(1)
    expect(text).toContain('+ There is a new state, “Bright” (bright)')
  })

  it('writes Markdown that shows the picture beside it', async () => {
    await authchart('diff', '--md', 'diff.md', '--svg', 'diff.svg', `${machines}#lamp`, `${machines}#brighterLamp`)
    expect(await readFile(join(folder, 'diff.md'), 'utf8')).toContain('](diff.svg)')
    expect(await readFile(join(folder, 'diff.svg'), 'utf8')).toContain('data-mark="added"')
  })
})

describe('authchart storyboard', () => {
  it.each([
    ['svg', /^<svg .*data-state="lamp\.off".*data-state="lamp\.on"/s],
    ['md', /^## The way to on\n\n\*\*Given\*\* “Off” \(`off`\)\n\n\*\*When\*\* press, 1 s later\./],
  ])('tells the shortest way to a state of any machine as %s', async (format, told) => {
    const { code, text } = await authchart('storyboard', '--to', 'on', '--format', format, `${machines}#lamp`)
    expect(code).toBe(0)
    expect(text).toMatch(told)
  })

  it('draws a PNG of it without a browser, of our own chart too', async () => {
    const { code, written } = await authchart('storyboard', '--to', 'OFFLINE_STALE.PARKED', '--format', 'png')
    expect(code).toBe(0)
    const [png] = written
    if (!(png instanceof Uint8Array)) throw new Error('no bytes were written')
    expect([...png.slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
  })
})

describe('authchart viewer', () => {
  it('brings what tests found along with the chart', async () => {
    const { code } = await authchart('viewer', '--out', 'v.html', '--results', 'door-results.json', 'door.json')
    expect(code).toBe(0)
    expect(await readFile(join(folder, 'v.html'), 'utf8')).toContain(staysShut)
  })
})

describe('authchart', () => {
  it('explains itself', async () => {
    expect(await authchart('--help')).toMatchObject({
      code: 0,
      text: expect.stringContaining('authchart diff') as unknown,
    })
    expect((await authchart()).code).toBe(2)
  })
})

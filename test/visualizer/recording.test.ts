import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { initialTransition, transition } from 'xstate'
import { describe, expect, it } from 'vitest'
import { authMachine, instant, type AuthEvent } from '../../machines/index.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { chartTree, stateValueOf } from '../../src/visualizer/chart-tree.ts'
import { sessionHappenings } from '../../src/visualizer/simulate/session-happenings.ts'
import { createStepper } from '../../src/visualizer/simulate/stepper.ts'
import { readRecording, writeRecording } from '../../src/visualizer/timeline/recording.ts'
import { testOf } from '../../src/visualizer/timeline/test-of.ts'
import { root } from '../../scripts/entries.ts'

const at = instant(1_800_000_000_000)
const input = { at, offline: false, chance: 0.5 }
const tree = chartTree(chartModel(authMachine))
const stepper = createStepper(authMachine, { tree, happenings: sessionHappenings, at, input })
const names = ['restore (live)', 'network.lost', 'connectivityAlarm rings']

const frames = names.reduce(
  (played, name) => {
    const from = played.at(-1) ?? stepper.begin()
    const possible = stepper.ahead(from).find(({ happening }) => happening.name === name)
    if (possible === undefined) throw new Error(`${name} can't happen`)
    return [...played, possible.frame]
  },
  [stepper.begin()],
)
const steps = frames.slice(1).map(({ step }) => step)

describe('a copy of the session', () => {
  it('goes where the real machine goes', () => {
    let [state] = initialTransition(authMachine, input)
    for (const { told, snapshot, step } of frames.slice(1)) {
      state = transition(authMachine, state, told as AuthEvent)[0]
      expect(snapshot.value).toEqual(state.value)
      expect(stateValueOf(tree, step.after)).toEqual(state.value)
    }
    expect(state.matches({ session: { OFFLINE_STALE: 'PARKED' } })).toBe(true)
  })

  it('tells the exact edges, the automatic ones too', () => {
    expect(steps.at(-1)?.edges).toEqual(
      expect.arrayContaining([expect.stringContaining('auth.session.ACTIVE > always [offlineIsKnown]')]),
    )
  })

  it('moves the clock to the moment an alarm waits for', () => {
    const [lost, parked] = frames.slice(-2)
    expect((parked?.now ?? 0) - (lost?.now ?? 0)).toBe(3_000)
  })
})

describe('a recording', () => {
  it('comes back as it was written', () => {
    expect(readRecording(writeRecording(steps))).toEqual({ ok: true, steps })
  })

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"number":1}',
    `{"number":1,"at":9e99,"event":"a","edges":[],"before":[],"after":[]}`,
  ])('is refused, with its line, where it is none: %s', (line) => {
    const text = line === '' ? '' : `${writeRecording(steps)}\n${line}`
    expect(readRecording(text)).toEqual({ ok: false, line: line === '' ? 1 : steps.length + 1 })
  })

  it('becomes a test that runs and that a wrong end fails', async () => {
    const results = join(root, '.test-results')
    mkdirSync(results, { recursive: true })
    const folder = mkdtempSync(join(results, 'copied-'))
    const told = frames.flatMap((frame) => frame.told ?? [])
    const stub = (text: string): string =>
      text
        .replace("'vitest'", `'./vitest.ts'`)
        .replace("'./machine.ts'", JSON.stringify(join(root, 'machines/index.ts')))
        .replace('{ machine }', '{ authMachine as machine }')
    const sound = stub(testOf(tree, steps, { input, events: told }))
    try {
      writeFileSync(
        join(folder, 'vitest.ts'),
        `import { deepStrictEqual } from 'node:assert'
export const expect = (got) => ({ toEqual: (wanted) => deepStrictEqual(got, wanted) })
export const it = (_title, body) => body()`,
      )
      writeFileSync(join(folder, 'sound.ts'), sound)
      writeFileSync(join(folder, 'wrong.ts'), sound.replace('"PARKED"', '"WAITING"'))
      await expect(import(pathToFileURL(join(folder, 'sound.ts')).href)).resolves.toBeDefined()
      await expect(import(pathToFileURL(join(folder, 'wrong.ts')).href)).rejects.toThrow('PARKED')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

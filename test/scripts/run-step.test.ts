import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runStep } from '../../scripts/test/run-step.ts'
import { tool } from '../../scripts/test/step.ts'
import { countVitest } from '../../scripts/test/vitest-report.ts'

const node = (script: string): readonly [string, ...string[]] => [process.execPath, '-e', script]

describe('a step of the test run', () => {
  it('counts one pass and keeps what it printed', async () => {
    const result = await runStep(tool('step-that-passes', node('console.log("fine")')))
    expect(result).toMatchObject({ passed: 1, failed: 0, output: 'fine\n' })
  })

  it('counts one failure for a tool that exits red', async () => {
    expect(await runStep(tool('step-that-fails', node('process.exit(3)')))).toMatchObject({ passed: 0, failed: 1 })
  })

  it('counts one failure for a tool that does not exist', async () => {
    expect(await runStep(tool('step-that-is-not-there', ['no-such-tool']))).toMatchObject({ passed: 0, failed: 1 })
  })

  it('is ended at its limit, with what it started', async () => {
    const script = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']); setInterval(() => {}, 1e6)`
    const result = await runStep(tool('step-that-hangs', node(script), { limitMinutes: 0.5 / 60 }))
    expect(result).toMatchObject({ passed: 0, failed: 1 })
    expect(result.output).toContain('Stopped: still running')
  })
})

describe('the count of a Vitest report', () => {
  const count = (testResults: unknown): ReturnType<typeof countVitest> => {
    const folder = mkdtempSync(join(tmpdir(), 'authchart-report-'))
    const file = join(folder, 'report.json')
    writeFileSync(file, JSON.stringify({ testResults }))
    const counts = countVitest(file)
    rmSync(folder, { recursive: true })
    return counts
  }
  const suite = (status: string, ...tests: readonly string[]): object => ({
    status,
    assertionResults: tests.map((one) => ({ status: one })),
  })

  it('adds up what passed and what failed', () => {
    expect(count([suite('failed', 'passed', 'failed'), suite('passed', 'passed')])).toEqual({ passed: 2, failed: 1 })
  })

  it('takes a skipped test and a to-do for failures', () => {
    expect(count([suite('passed', 'passed', 'skipped', 'pending', 'todo')])).toEqual({ passed: 1, failed: 3 })
  })

  it('takes a file that does not load for a failure', () => {
    expect(count([suite('failed'), suite('passed', 'passed')])).toEqual({ passed: 1, failed: 1 })
  })

  it('takes a run without a test, and one without a report, for a failure', () => {
    expect(count([])).toEqual({ passed: 0, failed: 1 })
    expect(countVitest(join(tmpdir(), 'no-such-report.json'))).toEqual({ passed: 0, failed: 1 })
  })
})

import { writeSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ensureChromium } from './chromium.ts'
import { root } from './entries.ts'
import { runStep, stopRunning } from './test/run-step.ts'
import { schedule } from './test/schedule.ts'
import type { Step, StepResult } from './test/step.ts'
import { steps } from './test/steps.ts'

const shownLines = 80
const results: StepResult[] = []
const started = performance.now()

process.env['PATH'] = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)
process.env['NO_COLOR'] = '1'
delete process.env['FORCE_COLOR']

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stop(`Stopped by ${signal}`))
}
process.on('uncaughtException', (error) => stop(String(error.stack ?? error)))

const only = process.argv.slice(2)
const chosen = only.length === 0 ? steps : steps.filter((step) => only.includes(step.name))
const unknown = only.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) stop(`Cannot test: no step is named ${unknown.join(', ')}`)

print(`${chosen.length} steps, two at a time, on Node ${process.versions.node}\n`)
const passed = chosen.some((step) => step.after?.includes('chromium')) ? prepareChromium() : []
await schedule(chosen.map(amongChosen), { run: runStep, done: record, lanes: 2, passed })
finish()

/** A step asked for by name relies on what is already there for those it waits for otherwise. */
function amongChosen(step: Step): Step {
  const present = (name: string): boolean => name === 'chromium' || chosen.some((one) => one.name === name)
  return { ...step, after: (step.after ?? []).filter(present) }
}

function prepareChromium(): readonly string[] {
  const begun = performance.now()
  const seconds = (): number => (performance.now() - begun) / 1000
  try {
    process.env['CHROMIUM_PATH'] = ensureChromium(print)
    record({ name: 'chromium', passed: 1, failed: 0, seconds: seconds(), output: '' })
    return ['chromium']
  } catch (error) {
    record({ name: 'chromium', passed: 0, failed: 1, seconds: seconds(), output: `${String(error)}\n` })
    return []
  }
}

function record(result: StepResult): void {
  results.push(result)
  if (result.failed > 0) {
    const lines = result.output.trimEnd().split('\n')
    const cut = lines.length - shownLines
    print(`\n── ${result.name} failed ──`)
    if (cut > 0) print(`(${cut} earlier lines are in .test-results/${result.name}.log)`)
    print(`${lines.slice(-shownLines).join('\n')}\n`)
  }
  print(row(result))
}

function row({ name, passed: ok, failed, seconds }: StepResult): string {
  const verdict = failed === 0 ? 'ok  ' : 'FAIL'
  return `${verdict} ${name.padEnd(14)} ${String(ok).padStart(6)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`
}

function stop(reason: string): never {
  stopRunning()
  record({
    name: 'test run',
    passed: 0,
    failed: 1,
    seconds: (performance.now() - started) / 1000,
    output: `${reason}\n`,
  })
  return finish()
}

/** Ends the run: whatever happened before, the last line on stdout is the count. */
function finish(): never {
  const ok = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  print(`\n${results.map(row).join('\n')}`)
  print(`\n${((performance.now() - started) / 1000).toFixed(1)} s in all`)
  print(`${ok} passed, ${failed} failed`)
  process.exit(failed === 0 && ok > 0 ? 0 : 1)
}

function print(text: string): void {
  writeSync(1, `${text}\n`)
}

import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../entries.ts'
import type { Step, StepResult } from './step.ts'
import { countVitest } from './vitest-report.ts'

export const resultsFolder: string = join(root, '.test-results')

const running = new Set<number>()

/** Runs one step to its end or its limit. Never rejects: what cannot start, crashes or hangs is a failure. */
export async function runStep(step: Step): Promise<StepResult> {
  const started = performance.now()
  const report = join(resultsFolder, `${step.name}.json`)
  mkdirSync(resultsFolder, { recursive: true })
  rmSync(report, { force: true })
  const reporting = step.counts === 'vitest' ? ['--reporter=default', '--reporter=json', `--outputFile=${report}`] : []
  const { output, passed } = await execute([...step.command, ...reporting], step.limitMinutes ?? 10)
  writeFileSync(join(resultsFolder, `${step.name}.log`), output)
  const seconds = (performance.now() - started) / 1000
  if (step.counts === 'tool') {
    return { name: step.name, passed: passed ? 1 : 0, failed: passed ? 0 : 1, seconds, output }
  }
  const counted = countVitest(report)
  // Vitest also exits red for what belongs to no test, an unhandled rejection for one.
  const failed = !passed && counted.failed === 0 ? 1 : counted.failed
  return { name: step.name, passed: counted.passed, failed, seconds, output }
}

/** Ends every process a step has started: the run is being stopped from outside. */
export function stopRunning(): void {
  for (const pid of running) endGroup(pid)
}

type Execution = { readonly output: string; readonly passed: boolean }

function execute(command: readonly string[], limitMinutes: number): Promise<Execution> {
  const [name = '', ...args] = command
  return new Promise((resolve) => {
    const chunks: string[] = []
    // Its own process group, so that a step that hangs is ended with the servers and browsers it started.
    const child = spawn(name, args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const { pid } = child
    if (pid !== undefined) running.add(pid)
    const limit = setTimeout(() => {
      chunks.push(`\nStopped: still running after ${limitMinutes} minutes\n`)
      if (pid !== undefined) endGroup(pid)
    }, limitMinutes * 60_000)
    const settle = (passed: boolean): void => {
      clearTimeout(limit)
      if (pid !== undefined) running.delete(pid)
      resolve({ output: chunks.join(''), passed })
    }
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
    child.on('error', (error) => {
      chunks.push(`${String(error)}\n`)
      settle(false)
    })
    child.on('exit', (code) => {
      if (pid !== undefined) endGroup(pid)
      // A process left outside the group may hold the pipes open for ever: 'close' gets two seconds to bring the rest.
      const settleOnce = (): void => {
        clearTimeout(patience)
        settle(code === 0)
      }
      const patience = setTimeout(settleOnce, 2_000)
      child.on('close', settleOnce)
    })
  })
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}

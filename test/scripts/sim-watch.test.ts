import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

const run = (body: string) => {
  const script = `import { watchForEnds } from './scripts/sim-watch/watch.ts'; const ended = watchForEnds(7, 2_000); ${body}`
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', timeout: 60_000 })
}

it('a simulation whose schedule never gives the thread back is stopped, and its seed is told', () => {
  const { signal, stdout } = run(
    'await new Promise((resolve) => setTimeout(resolve, 1_000)); ended(11); for (;;) await null',
  )
  expect({ signal, stdout }).toEqual({ signal: 'SIGKILL', stdout: 'seed 12: never ended; the last that did is 11\n' })
})

it('a simulation that comes to its end is left alone', () => {
  const { status, stdout } = run('ended(7)')
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
})

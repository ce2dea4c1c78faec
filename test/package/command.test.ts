import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseModel } from '../../src/visualizer/export/index.ts'
import { installConsumer, run, type Consumer } from './install.ts'

let consumer: Consumer

beforeAll(() => {
  consumer = installConsumer()
})
afterAll(() => consumer.remove())

function authchart(...args: readonly string[]) {
  const command = join(consumer.folder, 'node_modules', 'authchart', 'dist', 'src', 'cli', 'authchart.js')
  return run(process.execPath, [command, ...args], consumer.folder)
}

it('the installed command draws the chart', () => {
  const { status, output } = authchart('chart', '--format', 'json')
  expect(status).toBe(0)
  expect(parseModel(output)?.id).toBe('auth')
})

it('the installed command brings the viewer', () => {
  const { status, output } = authchart('viewer', '--out', 'viewer.html')
  expect(output).toMatch(/^file:.*viewer\.html\n$/)
  expect(status).toBe(0)
})

it('the installed command says what it lacks for a PNG', () => {
  const { status, output } = authchart('chart', '--format', 'png')
  expect(output).toContain('no_renderer: @resvg/resvg-js')
  expect(status).toBe(2)
})

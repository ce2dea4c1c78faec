import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/entries.ts'

const script = join(root, 'scripts', 'test.ts')
const lastLine = (stdout: string): string | undefined => stdout.trimEnd().split('\n').at(-1)

describe('npm test', () => {
  it('ends with the count when it cannot start', () => {
    const { stdout, status } = spawnSync(process.execPath, [script, 'no-such-step'], { encoding: 'utf8' })
    expect(lastLine(stdout)).toBe('0 passed, 1 failed')
    expect(status).toBe(1)
  })

  it('ends with the count when Chromium is named and missing', () => {
    const env = { ...process.env, CHROMIUM_PATH: join(root, 'no-such-browser') }
    const { stdout, status } = spawnSync(process.execPath, [script, 'browser'], { encoding: 'utf8', env })
    expect(stdout).toContain('CHROMIUM_PATH names a file that does not exist')
    expect(lastLine(stdout)).toBe('0 passed, 2 failed')
    expect(status).toBe(1)
  })

  it('ends with the count when it is stopped from outside', async () => {
    const child = spawn(process.execPath, [script, 'lint'], { stdio: ['ignore', 'pipe', 'ignore'] })
    const chunks: string[] = []
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      chunks.push(chunk)
      child.kill('SIGTERM')
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(1)
    expect(lastLine(chunks.join(''))).toMatch(/^\d+ passed, \d+ failed$/)
    expect(chunks.join('')).toContain('Stopped by SIGTERM')
  })
})

import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantedBugs } from './planted-bugs.ts'

/** From the seed where a bug is looked for first. */
const schedules = 1_500

let copy = ''

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'authchart-planted-'))
  for (const part of ['machines', 'src', 'adapters', 'scripts', 'package.json']) {
    await cp(part, join(copy, part), { recursive: true })
  }
  await symlink(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'))
})

afterAll(() => rm(copy, { recursive: true, force: true }))

function simulate(count: number, seed = 1): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve) => {
    const options = [
      '--max-semi-space-size=64',
      'scripts/sim.ts',
      '--first',
      '--schedules',
      String(count),
      '--seed',
      String(seed),
    ]
    const child = spawn(process.execPath, options, { cwd: copy })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.on('close', (code) => resolve({ code, said }))
  })
}

/** The violations of a report: those whose count isn't 0. */
function found(report: string): readonly string[] {
  return report.split('\n').flatMap((line) => /^ +([1-9]\d*) {2}(.+)$/.exec(line)?.[2] ?? [])
}

describe('the simulation catches', () => {
  it('nothing where nothing is planted', async () => {
    const { code, said } = await simulate(50)
    expect({ code, found: found(said) }).toEqual({ code: 0, found: [] })
  }, 60_000)

  it.each(plantedBugs)(
    '$name',
    async ({ file, find, replace, seed }) => {
      const path = join(copy, file)
      const shipped = await readFile(path, 'utf8')
      expect(shipped.split(find)).toHaveLength(2)
      await writeFile(
        path,
        shipped.replace(find, () => replace),
      )
      try {
        const { code, said } = await simulate(schedules, seed)
        expect(found(said)).not.toEqual([])
        expect(code).toBe(1)
      } finally {
        await writeFile(path, shipped)
      }
    },
    120_000,
  )
})

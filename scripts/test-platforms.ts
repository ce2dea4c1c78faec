import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './entries.ts'

const folder = join(root, 'test', 'platforms')

/** Compares what adapters take with the types that the platforms' modules publish. Nothing of them is built or run. */
function testPlatforms(): void {
  run('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'])
  run('tsc', ['-p', 'tsconfig.json'])
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error(`Cannot go on: ${command} ${args.join(' ')} failed`)
}

testPlatforms()

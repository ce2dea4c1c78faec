import { spawnSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { examplesIn, readDocument } from './examples.ts'
import { root } from './entries.ts'
import { packTarball } from './pack.ts'

const folder = join(root, 'test', 'recipes')
const work = join(folder, '.cache')
const installed = join(folder, 'node_modules', 'authchart')

/** Compiles and runs every recipe of docs/recipes against the packed package, each client's own code included. */
function testRecipes(): void {
  run('npm', ['run', 'build'], root)
  run('npm', ['ci', '--no-audit', '--no-fund'], folder)
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  mkdirSync(installed, { recursive: true })
  const tarball = join(work, 'authchart.tgz')
  packTarball(tarball)
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'], folder)
  for (const document of globSync('docs/recipes/*.md', { cwd: root })) {
    for (const { number, code } of examplesIn(readDocument(document)))
      writeFileSync(join(work, `${basename(document, '.md')}-${number}.ts`), code)
  }
  for (const file of ['auth.ts', 'router.ts', 'recipes.check.ts']) copyFileSync(join(folder, file), join(work, file))
  run('tsc', ['-p', 'tsconfig.json'], folder)
  run(process.execPath, ['--test', '--test-timeout=60000', join(work, 'recipes.check.ts')], folder)
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (status !== 0) throw new Error(`Cannot go on: ${command} ${args.join(' ')} failed`)
}

testRecipes()

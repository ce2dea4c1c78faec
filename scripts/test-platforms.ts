import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { declaredEntries, root } from './entries.ts'
import { examplesIn, readDocument } from './examples.ts'
import { platformGuides } from './platform-guides.ts'

const folder = join(root, 'test', 'platforms')
const work = join(folder, '.cache')
const native = join(root, 'test', 'native')

/**
 * Compares what adapters take, and the code of the platforms' guides, with the types that the platforms' modules publish.
 * Nothing of them is built or run. React Native itself is installed in test/native.
 */
function testPlatforms(): void {
  run('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], folder)
  if (!existsSync(join(native, 'node_modules', 'react-native'))) run('npm', ['ci', '--no-audit', '--no-fund'], native)
  writeExamples()
  run('tsc', ['-p', 'tsconfig.json'], folder)
  run('tsc', ['-p', join('.cache', 'tsconfig.json')], folder)
}

/** Each is a module of its own; the package's entries lead to their sources. */
function writeExamples(): void {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  for (const document of platformGuides) {
    for (const { number, code } of examplesIn(readDocument(document)))
      writeFileSync(join(work, `${basename(document, '.md')}-${number}.ts`), code)
  }
  const entries = declaredEntries().map(({ name, source }): readonly [string, readonly string[]] => [
    name.replace('.', 'authchart'),
    [join(root, source)],
  ])
  const paths: Readonly<Record<string, readonly string[]>> = {
    ...Object.fromEntries(entries),
    'react-native': [join(native, 'node_modules', 'react-native', 'types_generated')],
  }
  const types = [join(root, 'node_modules', '@types', 'node')]
  const compilerOptions = { paths, types, rootDir: root }
  writeFileSync(
    join(work, 'tsconfig.json'),
    JSON.stringify({ extends: '../tsconfig.json', compilerOptions, include: ['*.ts'] }),
  )
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (status !== 0) throw new Error(`Cannot go on: ${command} ${args.join(' ')} failed`)
}

testPlatforms()

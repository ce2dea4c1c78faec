import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './entries.ts'
import { nativeFingerprint, nativeResult } from './native/fingerprint.ts'
import { planted, type Planted } from './native/planted.ts'
import { reportOf, type JestSummary } from './native/report.ts'
import { packTarball } from './pack.ts'

const folder = join(root, 'test', 'native')
const work = join(folder, '.cache')
const installed = join(folder, 'node_modules', 'authchart')

/** Runs the packed package and the screens of examples/expo in React Native's own test environment, and records what came. */
function testNative(): void {
  const fingerprint = nativeFingerprint()
  run('npm', ['run', 'build'], root)
  if (!isInstalled()) {
    run('npm', ['ci', '--no-audit', '--no-fund'], folder)
    copyFileSync(join(folder, 'package-lock.json'), join(folder, 'node_modules', 'installed-lock.json'))
  }
  for (const left of [work, installed]) rmSync(left, { recursive: true, force: true })
  for (const made of [work, installed]) mkdirSync(made, { recursive: true })
  const tarball = join(work, 'authchart.tgz')
  packTarball(tarball)
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'], folder)
  cpSync(join(root, 'examples', 'expo'), join(work, 'expo'), {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  })
  copyFileSync(join(folder, 'expo.d.ts'), join(work, 'expo', 'src', 'expo.d.ts'))
  run('tsc', ['-p', 'tsconfig.json'], folder)
  run('tsc', ['-p', join(work, 'expo')], folder)
  const summary = judge([])
  const missed = planted.filter((fault) => !isCaught(fault))
  if (!summary.success) throw new Error('Cannot record: a test failed')
  if (missed.length > 0) throw new Error(`Cannot record: not caught: ${missed.map(({ fault }) => fault).join(', ')}`)
  if (fingerprint !== nativeFingerprint()) throw new Error('Cannot record: the sources changed meanwhile')
  writeFileSync(join(root, nativeResult), reportOf(summary, planted, { fingerprint, versions: versions() }))
  console.log(`${nativeResult}: ${summary.numPassedTests} passed, ${planted.length} planted faults caught`)
}

function isInstalled(): boolean {
  const lock = join(folder, 'node_modules', 'installed-lock.json')
  return existsSync(lock) && readFileSync(lock, 'utf8') === readFileSync(join(folder, 'package-lock.json'), 'utf8')
}

/** The fault lives in a copy only, and only as long as its suite runs. */
function isCaught({ fault, file, from, to, suite }: Planted): boolean {
  const path = join(folder, file)
  const sound = readFileSync(path, 'utf8')
  if (!sound.includes(from)) throw new Error(`Cannot plant ${fault}: ${file} reads otherwise`)
  writeFileSync(path, sound.replace(from, to))
  try {
    return !judge([suite, '--silent']).success
  } finally {
    writeFileSync(path, sound)
  }
}

function judge(args: readonly string[]): JestSummary {
  const output = join(work, 'summary.json')
  rmSync(output, { force: true })
  const command = [join('node_modules', 'jest', 'bin', 'jest.js'), '--config', 'jest.config.json', '--json']
  const shown = args.length === 0 ? 'inherit' : 'ignore'
  spawnSync(process.execPath, [...command, `--outputFile=${output}`, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', shown],
    timeout: 600_000,
  })
  return JSON.parse(readFileSync(output, 'utf8')) as JestSummary
}

function versions(): Readonly<Record<string, string>> {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
    readonly devDependencies: Readonly<Record<string, string>>
  }
  return { ...dependencies, ...devDependencies }
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (status !== 0) throw new Error(`Cannot go on: ${command} ${args.join(' ')} failed`)
}

testNative()

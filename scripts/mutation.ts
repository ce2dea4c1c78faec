import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { scoresOf } from './mutation/scores.ts'

/*
 * Changes every module that decides, one place at a time, and runs the tests that judge it: a change that no test notices
 * survives. Writes what came of it to docs/results/mutation.md.
 */
const report = '.cache/mutation.json'
rmSync(report, { force: true })
const { status } = spawnSync('stryker', ['run', 'scripts/mutation/stryker.config.ts'], { stdio: 'inherit' })
writeFileSync('docs/results/mutation.md', scoresOf(readFileSync(report, 'utf8'), process.versions.node))
process.exitCode = status ?? 1

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { engineOf } from './engine.ts'
import { campaign, type Campaign } from './rounds.ts'
import { isBroken, killsOf, ledgerPage, together } from './tally.ts'

/*
 * `npm run ledger -- --kills N`: kills a real browser that often and compares what took effect with what was acknowledged.
 * Every leg has a profile of its own and is judged at its end; docs/results/ledger.md is written then, so that a run that
 * is stopped has recorded what it did.
 */

const legKills = 50
const page = fileURLToPath(new URL('../../../docs/results/ledger.md', import.meta.url))

const wanted = Number(process.argv[process.argv.indexOf('--kills') + 1])
const kills = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : 100
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
const engine = await engineOf()
const begun = performance.now()

let result: Campaign | null = null
for (let legs = 1, left = kills; left > 0; legs += 1, left -= legKills) {
  const tell = (line: string): void => void process.stdout.write(`${legs}: ${line}\n`)
  const leg = await campaign(Math.min(left, legKills), { tell, from: (legs - 1) * legKills })
  result = result === null ? leg : together(result, leg)
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(page, ledgerPage(result, { command: `npm run ledger -- --kills ${kills}`, legs, commit, day, engine }))
  const seconds = Math.round((performance.now() - begun) / 1_000)
  process.stdout.write(`${killsOf(result)} kills in ${seconds} s, ${isBroken(result) ? 'BROKEN' : 'nothing broken'}\n`)
}
process.exitCode = result === null || isBroken(result) ? 1 : 0

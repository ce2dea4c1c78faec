import { campaign } from './rounds.ts'

/* `npm run ledger -- --kills N`: kills a real browser that often and compares what took effect with what was acknowledged. */

const wanted = Number(process.argv[process.argv.indexOf('--kills') + 1])
const kills = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : 100
const begun = performance.now()
const result = await campaign(kills, { tell: (line) => process.stdout.write(`${line}\n`) })
const broken = [result.lost, result.doubled, result.outOfOrder, result.wrongAccount].flat().length
process.stdout.write(
  `${JSON.stringify({ ...result, seconds: Math.round((performance.now() - begun) / 1000) }, null, 2)}\n`,
)
process.exitCode = broken === 0 ? 0 : 1

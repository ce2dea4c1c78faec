import { parseArgs } from 'node:util'
import { sweep } from '../src/testing/simulation/sweep.ts'

const { values } = parseArgs({ options: { pairs: { type: 'boolean', default: false } } })

let unhandled = 0
process.on('unhandledRejection', () => {
  unhandled += 1
})

const flows = await sweep({ pairs: values.pairs })
for (const { name, calls, least, runs, failures } of flows) {
  console.log(
    `${name.padEnd(34)} K = ${String(calls).padStart(3)}  ${String(runs).padStart(5)} runs  ${failures.length} failed`,
  )
  if (calls < least) console.log(`  made ${least} port calls before`)
  for (const { call, how, found } of failures.slice(0, 10)) {
    console.log(`  call ${call}, ${how}: ${found.map(({ kind, detail }) => `${kind}: ${detail}`).join('; ')}`)
  }
}
console.log(`${unhandled} rejections without a handler`)
const total = flows.reduce((sum, { calls }) => sum + calls, 0)
console.log(`${flows.length} flows, ${total} port calls, ${flows.reduce((sum, { runs }) => sum + runs, 0)} runs`)
if (unhandled > 0 || flows.some(({ calls, least, failures }) => calls < least || failures.length > 0))
  process.exitCode = 1

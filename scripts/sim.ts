import { parseArgs } from 'node:util'
import { runCampaign } from '../src/testing/simulation/campaign.ts'
import { nemeses } from '../src/testing/simulation/nemesis.ts'
import { hasFailed, reportOf } from '../src/testing/simulation/report.ts'
import { runSchedule } from '../src/testing/simulation/run-schedule.ts'
import { scheduleOf } from '../src/testing/simulation/schedule.ts'
import { reduced } from '../src/testing/simulation/shrink.ts'
import { turns } from '../src/testing/simulation/turn.ts'
import { watchForEnds } from './sim-watch/watch.ts'

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    first: { type: 'boolean', default: false },
    without: { type: 'string', default: '' },
    keep: { type: 'string' },
  },
})
const seed = Number(values.seed)

let unhandled = 0
process.on('unhandledRejection', () => {
  unhandled += 1
})

if (values.trace) await replay()
else await campaign()

async function campaign(): Promise<void> {
  const ended = watchForEnds(seed)
  const before = process.cpuUsage()
  const result = await runCampaign({
    seed,
    schedules: Number(values.schedules),
    untilFirst: values.first,
    shrinkAtMost: values.first ? 0 : 3,
    after: (last) => {
      ended(last)
      if (unhandled === 0) return null
      unhandled = 0
      return 'rejected without a handler'
    },
  })
  console.log(reportOf(result))
  const { user, system } = process.cpuUsage(before)
  const milliseconds = (user + system) / 1000
  console.log(
    `${(milliseconds / 1000).toFixed(1)} s of processor time, ${(milliseconds / result.schedules).toFixed(2)} ms per schedule`,
  )
  if (hasFailed(result)) process.exitCode = 1
}

async function replay(): Promise<void> {
  const without = nemeses.filter((nemesis) => values.without.split(',').includes(nemesis))
  const places = values.keep === undefined ? null : values.keep.split(',').map(Number).filter(Number.isInteger)
  const schedule = reduced(scheduleOf(seed), without, places)
  console.log(
    `${[...schedule.nemeses].join(', ')}; rotation: ${schedule.rotation.name}; tokens live ${schedule.accessTokenTtl} ms`,
  )
  const loop = turns()
  const { lines, found } = await runSchedule(schedule, { turns: loop, keepsTrace: true })
  loop.close()
  for (const line of lines) console.log(line)
  if (found.length > 0) process.exitCode = 1
}

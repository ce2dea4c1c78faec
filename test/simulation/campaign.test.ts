import { describe, expect, it } from 'vitest'
import { runCampaign } from '../../src/testing/simulation/campaign.ts'
import { hasFailed, reportOf } from '../../src/testing/simulation/report.ts'
import { runSchedule } from '../../src/testing/simulation/run-schedule.ts'
import { scheduleOf } from '../../src/testing/simulation/schedule.ts'
import { reduced } from '../../src/testing/simulation/shrink.ts'
import { turns } from '../../src/testing/simulation/turn.ts'

async function traceOf(schedule: ReturnType<typeof scheduleOf>): Promise<readonly string[]> {
  const loop = turns()
  try {
    const { lines } = await runSchedule(schedule, { turns: loop, keepsTrace: true })
    return lines
  } finally {
    loop.close()
  }
}

describe('the simulation', () => {
  it('decides everything by its seed: the same one gives the same history, line by line', async () => {
    const [first, again, other] = [
      await traceOf(scheduleOf(11)),
      await traceOf(scheduleOf(11)),
      await traceOf(scheduleOf(12)),
    ]
    expect(first.length).toBeGreaterThan(5)
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })

  it('keeps what is left in its place when nemeses and commands are taken away', async () => {
    const schedule = scheduleOf(11)
    expect(await traceOf(reduced(schedule, [], null))).toEqual(await traceOf(schedule))
    const alone = reduced(schedule, [...schedule.nemeses], [])
    expect(alone.nemeses.size).toBe(0)
    expect(alone.commands).toEqual([])
  })

  it('meets faults of every family and unavoidable losses, and judges them as such', async () => {
    const campaign = await runCampaign({ seed: 900_000, schedules: 300 })
    expect(hasFailed(campaign) ? reportOf(campaign) : 'nothing').toBe('nothing')
    expect(campaign.checks).toBeGreaterThan(15_000)
    expect(campaign.faults.size).toBeGreaterThan(28)
    expect(campaign.unavoidable.size).toBeGreaterThan(0)
    expect([...campaign.states].sort()).toEqual([
      'ACTIVE',
      'LOCKED',
      'OFFLINE_STALE',
      'REAUTH_REQUIRED',
      'REFRESHING',
      'RESTORING',
      'SIGNED_OUT',
    ])
  }, 60_000)
})

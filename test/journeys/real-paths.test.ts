import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { accountOf, realPaths } from './paths/real-paths.ts'
import { replay } from './paths/replay.ts'

const walked = new Set<string>()
const byPorts = new Set<string>()

describe('createAuth among ports that answer when a path says so', () => {
  it.each(realPaths)('%s', async (_, path) => {
    const replayed = await replay(path)
    expect(replayed.walked.size).toBeGreaterThan(0)
    for (const edge of replayed.walked) {
      walked.add(edge)
      if (!replayed.isSentToActor) byPorts.add(edge)
    }
  })

  it('walks every transition of the chart, or says why nothing can', () => {
    const account = accountOf(walked)
    const { walked: byPortsAlone } = accountOf(byPorts)
    process.stdout.write(
      `${realPaths.length} paths walk ${account.walked} of ${account.declared} transitions on createAuth, ` +
        `${byPortsAlone} of them by calls and ports alone\n`,
    )
    expect(account.unexplained).toEqual([])
    expect(account.outdated).toEqual([])
    expect(account.walked).toBeGreaterThanOrEqual(309)
  })
})

/** Planted: what ends a session never reaches the disk. */
const forgetful = (store: Store): Store => ({
  ...store,
  commit: (checks, writes, options) =>
    store.commit(
      checks,
      writes.filter((write) => write.do !== 'put' || write.row.clear['stateClass'] !== 'reauth'),
      options,
    ),
})

describe('a path that is carried out', () => {
  const refused = { scope: 'session', start: 0, labels: ['restore due (plain)', 'refresh refused'] } as const

  it('finds an app that shows an ending which its disk does not know', async () => {
    await expect(replay(refused, { around: forgetful })).rejects.toThrow('refused is shown, and the disk says live')
  })

  it('finds a page that shows something else', async () => {
    await expect(replay(refused, { show: () => () => 'ACTIVE' })).rejects.toThrow(
      'the chart is in REFRESHING, and the page shows ACTIVE',
    )
  })
})

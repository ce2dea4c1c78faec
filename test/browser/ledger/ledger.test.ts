import { describe, expect, it } from 'vitest'
import { acknowledgedFirst, faultPoints } from './faults.ts'
import { judge } from './judge.ts'
import { campaign } from './rounds.ts'

const kills = 10
/** Longer than a campaign's own patience, so that it tells who had not drained. */
const timeout = 480_000

describe('the ledger of a server, while the browser is killed', () => {
  it(
    `QU-01 QU-02 QU-03 QU-04 loses, doubles, reorders and misattributes nothing through ${kills} kills`,
    { timeout },
    async () => {
      const { lost, doubled, outOfOrder, wrongAccount, ...ran } = await campaign(kills)
      expect({ lost, doubled, outOfOrder, wrongAccount }).toEqual({
        lost: [],
        doubled: [],
        outOfOrder: [],
        wrongAccount: [],
      })
      expect(ran.missed).toBe(0)
      expect(ran.undrained).toEqual([])
      expect(ran.emptyDisks).toBe(0)
      for (const point of faultPoints) expect(ran.kills[point]).toBeGreaterThan(0)
      expect(ran.accepted).toBeGreaterThanOrEqual(acknowledgedFirst * kills)
      expect(ran.repeats).toBeGreaterThan(0)
    },
  )

  it('catches a client that makes a new key for each attempt (planted)', { timeout }, async () => {
    const patch = (page: string): string => {
      const planted = page.replace('"idempotency-key": idempotencyKey', '"idempotency-key": crypto.randomUUID()')
      expect(planted).not.toBe(page)
      return planted
    }
    // How many depends on the kills: each leaves one request without its answer, and other lanes' may be under way beside it.
    const { doubled } = await campaign(3, { points: ['acted'], patch })
    expect(doubled).not.toEqual([])
  })
})

describe('the judge', () => {
  const effect = (text: string, author = 'ada') => ({ key: text, author, text })
  const [one, two] = ['ada a 0 00000 000', 'ada a 0 00000 001']
  const clean = { lost: [], doubled: [], outOfOrder: [], wrongAccount: [] }

  it.each([
    ['nothing wrong', [effect(one), effect(two)], clean],
    ['a loss', [effect(one)], { ...clean, lost: [two] }],
    ['a double', [effect(one), effect(two), effect(two)], { ...clean, doubled: [two] }],
    ['another order', [effect(two), effect(one)], { ...clean, outOfOrder: [one] }],
    ['another author', [effect(one), effect(two, 'grace')], { ...clean, wrongAccount: [two] }],
  ])('sees %s', (_, effects, verdict) => {
    expect(judge(effects, [one, two])).toEqual(verdict)
  })
})

import { describe as group, expect, it } from 'vitest'
import { checkProduct } from '../../src/testing/explore/product.ts'
import { lassoIn } from '../../src/testing/explore/lasso.ts'
import { invariants, isConverged, shipped, strayIn, twoTabs } from './two-tabs.ts'

const both = twoTabs(shipped)
const breachedIn = (tabs: typeof both): readonly (readonly [string, readonly string[]])[] =>
  checkProduct(tabs, invariants).flatMap(({ name, holds, trace }) => (holds ? [] : [[name, trace] as const]))

group('two tabs over one store', () => {
  it('never spend a refresh token twice, with the lock', () => {
    process.stdout.write(`two tabs: ${both.places.size} places\n`)
    expect(both.complete).toBe(true)
    expect(breachedIn(both)).toEqual([])
    expect(checkProduct(both, invariants).every(({ witnessed }) => witnessed > 0)).toBe(true)
  })

  it('come to one generation', () => {
    const converged = [...both.places].filter(([, place]) => isConverged(place)).map(([key]) => key)
    expect(converged.length).toBeGreaterThan(0)
    expect(strayIn(both)).toEqual([])
    const open = new Set([...both.places.keys()].filter((key) => !converged.includes(key)))
    expect(lassoIn(both, { open, begun: [...open], among: (label) => !label.endsWith('rings') })).toBeNull()
  })

  it('never come to one generation again without the compare-and-swap (L5)', () => {
    expect(strayIn(twoTabs({ ...shipped, compares: false })).length).toBeGreaterThan(0)
  })

  it('spend it twice without the lock, and the shortest way there is told', () => {
    const found = new Map(breachedIn(twoTabs({ ...shipped, lock: false })))
    expect(found.has('S2 at most one refresh is in flight over both tabs')).toBe(true)
    const trace = found.get('a refresh token is never spent twice') ?? []
    process.stdout.write(`two tabs without the lock: ${trace.join(' · ')}\n`)
    expect(trace.filter((label) => label.endsWith('spends'))).toHaveLength(2)
  })

  it('spend it twice when the record is not read again under the lock', () => {
    expect(breachedIn(twoTabs({ ...shipped, rereads: false })).map(([name]) => name)).toContain(
      'a refresh token is never spent twice',
    )
  })

  it.each([
    ['the compare-and-swap', { compares: false }],
    ['the wipe', { wipes: false }],
  ])('leave a record behind somebody who has signed out, without %s', (_, skipped) => {
    const found = breachedIn(twoTabs({ ...shipped, ...skipped }))
    expect(found.map(([name]) => name)).toContain('nothing brings a signed-out record back')
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const named = (document: string): readonly string[] =>
  [...readFileSync(document, 'utf8').matchAll(/`((?:src|adapters|test|scripts|docs)\/[^`]+)`/g)].map(
    ([, path]) => path ?? '',
  )

describe.each(['ASVS.md', 'THREAT-MODEL.md', 'docs/results/simulation.md'])('%s', (document) => {
  it('names files that exist', () => {
    expect(named(document).length).toBeGreaterThan(0)
    expect(named(document).filter((path) => !existsSync(path))).toEqual([])
  })
})

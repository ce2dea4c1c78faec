import { expect, it } from 'vitest'

it('runs on the Node that the lockfile brings, not on the machine’s own', () => {
  const major = Number(process.versions.node.split('.')[0])
  expect(major).toBeGreaterThanOrEqual(22)
})

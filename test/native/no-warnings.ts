import { afterEach, beforeEach, expect, jest } from '@jest/globals'

// React and React Native tell of misuse in the console only: an update nobody waited for, a prop no component knows.
const told: unknown[][] = []

beforeEach(() => {
  told.length = 0
  for (const kind of ['error', 'warn'] as const)
    jest.spyOn(console, kind).mockImplementation((...parts) => told.push(parts))
})

afterEach(() => {
  jest.restoreAllMocks()
  expect(told).toEqual([])
})

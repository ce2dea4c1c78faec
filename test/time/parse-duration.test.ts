import { describe, expect, it } from 'vitest'
import { AuthError } from '../../src/auth-error.ts'
import { parseDuration } from '../../src/time/parse-duration.ts'

describe('a span', () => {
  it.each([
    [0, 0],
    [250, 250],
    ['0s', 0],
    ['15ms', 15],
    ['30s', 30_000],
    ['5m', 300_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['1.5h', 5_400_000],
    ['0.25s', 250],
    ['00000000000000012.5s', 12_500],
  ])('%j is %d milliseconds', (given, milliseconds) => {
    expect(parseDuration(given, 'offline')).toBe(milliseconds)
  })

  it.each([
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    undefined,
    true,
    [30],
    ['30s'],
    { valueOf: () => 30 },
    new String('30s'),
    '',
    '30',
    's',
    '30S',
    '30 s',
    ' 30s',
    '30s ',
    '30sec',
    '-5m',
    '1.s',
    '1.xs',
    '.5s',
    '1e3s',
    '1w',
    '000000000000000012.50s',
  ])('%j is none, and the error says of which option', (given) => {
    const read = (): unknown => parseDuration(given, 'offline')
    expect(read).toThrow(AuthError)
    expect(read).toThrow(expect.objectContaining({ code: 'invalid_duration' }))
  })
})

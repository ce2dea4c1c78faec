import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safePath } from '../../src/sign-in/sign-in.ts'

const app = 'https://app.test'

describe('the way back after a sign-in (OL-07)', () => {
  it.each(['/', '/orders/7', '/orders?q=a%20b#top', '/a/../b', '/日本'])(
    'stays what it was within the app: %s',
    (path) => {
      expect(new URL(safePath(path), app).href).toBe(new URL(path, app).href)
    },
  )

  it.each([
    undefined,
    '',
    'orders',
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/.//evil.test',
    '/%2e//evil.test',
    '/a/..//evil.test',
    '/a/%2E%2e//evil.test',
    'https://evil.test',
    'javascript:alert(1)',
    ' //evil.test',
    '/\u0000',
    '。。/evil.test',
  ])('is the front page for %j', (path) => {
    expect(safePath(path)).toBe('/')
  })

  it('never leads to another origin, however it is written, and is the same when asked again', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      '%2e',
      '%2f',
      '%5c',
      '@',
      ':',
      '?',
      '#',
      'evil.test',
      '\t',
      '。',
      '／',
      'javascript:',
      'a',
    )
    const path = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 10 }).map((pieces) => `/${pieces.join('')}`),
    )
    let kept = 0
    fc.assert(
      fc.property(path, (text) => {
        const safe = safePath(text)
        kept += safe === '/' ? 0 : 1
        expect(new URL(safe, app).origin).toBe(app)
        expect(safe).toMatch(/^\/(?![/\\])/)
        expect(safePath(safe)).toBe(safe)
      }),
      { numRuns: 5_000 },
    )
    expect(kept).toBeGreaterThan(0)
  })
})

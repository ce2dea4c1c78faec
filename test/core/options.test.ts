import { describe, expect, it } from 'vitest'
import { memory } from '../../adapters/storage/memory.ts'
import { AuthError, isAuthError } from '../../src/auth-error.ts'
import { createAuth } from '../../src/create-auth.ts'
import type { AuthOptions } from '../../src/options.ts'
import { scriptedIdentity } from '../../src/testing/fakes/scripted-identity.ts'
import { seededRandom } from '../../src/testing/fakes/seeded-random.ts'
import { switchableNetwork } from '../../src/testing/fakes/switchable-network.ts'
import { tabsInOneProcess } from '../../src/testing/fakes/tabs-in-one-process.ts'
import { virtualClock } from '../../src/testing/fakes/virtual-clock.ts'

function lawful(): AuthOptions {
  const clock = virtualClock()
  const connectivity = switchableNetwork({ clock, serve: () => new Response(null) })
  return {
    identity: scriptedIdentity(),
    store: memory({ clock }),
    offlineFor: '7d',
    platform: {
      clock,
      random: seededRandom(1),
      tabs: tabsInOneProcess(clock).open(),
      connectivity,
      navigation: null,
      fetch: connectivity.fetch,
      volatile: () => memory({ clock }),
      server: true,
    },
  }
}

function refusal(change: (options: AuthOptions) => unknown): unknown {
  try {
    createAuth(change(lawful()) as AuthOptions).dispose()
  } catch (error) {
    return isAuthError(error) ? { code: error.code, option: error.option } : error
  }
  return 'accepted'
}

it('accepts options as documented', () => {
  expect(refusal((options) => options)).toBe('accepted')
})

describe('a wrong option is named before anything starts', () => {
  it.each([
    [undefined, 'invalid_option', 'options'],
    [null, 'invalid_option', 'options'],
    ['indexedDb', 'invalid_option', 'options'],
  ])('options %s', (given, code, option) => {
    expect(refusal(() => given)).toEqual({ code, option })
  })

  it.each(['identity', 'store', 'platform', 'offlineFor'] as const)('missing %s', (option) => {
    const without = (options: AuthOptions): unknown => {
      const { [option]: _, ...rest } = options
      return rest
    }
    expect(refusal(without)).toEqual({ code: 'missing_option', option })
  })

  it.each(['clock', 'random', 'tabs', 'connectivity', 'fetch', 'volatile'] as const)('missing platform.%s', (port) => {
    const without = (options: AuthOptions): unknown => ({
      ...options,
      platform: { ...options.platform, [port]: undefined },
    })
    expect(refusal(without)).toEqual({ code: 'missing_option', option: `platform.${port}` })
  })

  it.each([
    ['clock', 'wakeAt'],
    ['clock', 'wall'],
    ['random', 'id'],
    ['tabs', 'exclusive'],
    ['connectivity', 'current'],
  ] as const)('platform.%s without %s', (port, method) => {
    const broken = (options: AuthOptions): unknown => ({
      ...options,
      platform: { ...options.platform, [port]: { ...options.platform[port], [method]: 'no function' } },
    })
    expect(refusal(broken)).toEqual({ code: 'invalid_option', option: `platform.${port}` })
  })

  it.each([
    ['identity', {}],
    ['identity', { ...scriptedIdentity(), origins: undefined }],
    ['identity', { ...scriptedIdentity(), ways: 'popup' }],
    ['identity', { ...scriptedIdentity(), rotation: null }],
    ['identity', { ...scriptedIdentity(), profile: undefined }],
    ['store', memory],
    ['store', { ...memory(), keys: undefined }],
    ['store', { ...memory(), traits: null }],
    ['platform', 'browser'],
    ['origins', 'https://api.example.com'],
    ['origins', ['https://api.example.com/v1']],
    ['origins', ['*']],
    ['refreshRetryDelay', 30_000],
    ['permissions', {}],
    ['log', console],
    ['queue', []],
    ['queue', null],
    ['stepUp', {}],
    ['stepUp', [null]],
  ])('%s %o', (option, value) => {
    expect(refusal((options) => ({ ...options, [option]: value }))).toEqual({ code: 'invalid_option', option })
  })

  it.each(['refreshBefore', 'reconnectSpread', 'warnAfter', 'offlineFor'])('%s that is no duration', (option) => {
    for (const value of [-1, Number.NaN, Infinity, '5 minutes', '', null, {}, '-5m', '1e3s', true]) {
      expect(refusal((options) => ({ ...options, [option]: value }))).toEqual({ code: 'invalid_duration', option })
    }
  })

  it('an option nobody knows', () => {
    expect(refusal((options) => ({ ...options, offlinefor: '7d' }))).toEqual({
      code: 'unknown_option',
      option: 'offlinefor',
    })
  })
})

it('tells in the cause, which consoles print, what a field says', () => {
  const errorOf = (change: (options: AuthOptions) => unknown): unknown => {
    try {
      return createAuth(change(lawful()) as AuthOptions)
    } catch (error) {
      return error
    }
  }
  expect(errorOf((options) => ({ ...options, offlineFor: 'a week' }))).toMatchObject({
    message: 'Cannot read a duration: it is not a number with a unit',
    cause: new TypeError("offlineFor: expected a number of milliseconds, or text such as '30s', '5m', '12h', '7d'"),
  })
  expect(new AuthError('offline').cause).toBeUndefined()
})

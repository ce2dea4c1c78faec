import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { parseTabMessage } from '../../adapters/tabs/tab-message.ts'
import { instant } from '../../machines/time.ts'
import { isAuthError } from '../../src/auth-error.ts'
import { parseJson, type Json } from '../../src/exchange/parse-json.ts'
import { headOfRow } from '../../src/queue/head-row.ts'
import { parseDuration } from '../../src/time/parse-duration.ts'
import { createTrustedClock } from '../../src/time/trusted-clock.ts'
import { decodeRecord, encodeRecord } from '../../src/vault/session-record.ts'
import type { ClearValue } from '../../src/ports/store.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { readContent } from '../../src/visualizer/viewer/read-content.ts'
import { bombard } from './bombard.ts'
import { held, least } from './held.ts'
import { documents, nearly, numbers, sample, texts } from './inputs.ts'
import { goodRecord } from './good-record.ts'

const lightMachine = createMachine({ id: 'light', initial: 'off', states: { off: { on: { go: 'on' } }, on: {} } })

const hold = held()

describe('a hostile record, message, clock or file', () => {
  it('is no harm as a stored session: it is whole or it is none (ST-03)', async () => {
    const good = encodeRecord(goodRecord)
    const names = Object.keys(goodRecord)
    const parsed = texts(2_000).flatMap((text) => parseJson(text)?.value ?? [])
    const records = [...parsed, ...documents(names, 5_000), ...nearly(good, 6_000)]
    const { taken } = await hold(
      bombard('session records', records, (value) => {
        const record = decodeRecord(value)
        if (record === null) return 'refused'
        for (const moment of [record.accessTokenExpiresAt, record.lastServerContactAt, record.serverTimeOffset]) {
          expect(Number.isFinite(moment)).toBe(true)
        }
        expect([typeof record.subject.issuer, typeof record.subject.subject]).toEqual(['string', 'string'])
        expect(decodeRecord(encodeRecord(record))).toEqual(record)
        return 'taken'
      }),
    )
    expect(taken).toBeGreaterThan(1_000)
  })

  it('is no harm as a row of the queue: it is an item or it is none (QU-13)', async () => {
    const names = ['state', 'lane', 'origin', 'createdAt', 'nextAttemptAt', 'attempts', 'uncertain', 'fence', 'bytes']
    const good: Json = {
      ...{ state: 'pending', lane: 'lane', origin: 'origin', capability: null, dependsOn: [], nextAttemptAt: null },
      ...{ attempts: 0, uncertain: false, halts: false, bytes: 2, drainFence: 1, firstSentAt: null, onlineFor: 0 },
    }
    const rows = [...documents(names, 5_000), ...nearly(good, 5_500)]
    const { taken } = await hold(
      bombard('queue rows', rows, (clear) => {
        const head = headOfRow({
          key: { kind: 'queue', account: 'a', id: 'i' },
          sessionId: 's',
          revision: 1,
          clear: clear as Readonly<Record<string, ClearValue>>,
          sealed: null,
          seq: 1,
        })
        return head === null ? 'refused' : 'taken'
      }),
    )
    expect(taken).toBeGreaterThan(0)
  })

  it('is no harm as a message of another tab', async () => {
    const names = ['version', 'kind', 'account', 'generation']
    const good: Json = { version: 1, kind: 'committed', account: 'a', generation: 1 }
    const messages: readonly unknown[] = [
      ...documents(names, 5_000),
      ...nearly(good, 3_000),
      ...texts(2_000),
      ...sample(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), 2_000),
    ]
    const { taken } = await hold(
      bombard('tab messages', messages, (message) => {
        const read = parseTabMessage(message)
        if (read === null) return 'refused'
        expect(Number.isSafeInteger(read.generation)).toBe(true)
        expect(Object.keys(read)).toHaveLength(4)
        return 'taken'
      }),
    )
    expect(taken).toBeGreaterThan(0)
  })

  it('is no harm as what a clock says: trusted time only rises (TM-02)', async () => {
    const readings = numbers(2 * (least + 500))
    const moments = Array.from({ length: least + 500 }, (_, place) => readings.slice(2 * place, 2 * place + 2))
    let wall = 0
    let monotonic = 0
    let clock = createTrustedClock({ wall: () => instant(wall), monotonic: () => monotonic })
    let before = clock.now()
    let asked = 0
    const { taken } = await hold(
      bombard('clock readings', moments, ([nextWall = 0, nextMonotonic = 0]) => {
        asked += 1
        // A clock that has once said the year 10^300 has nothing left to say: every tenth moment is a new device.
        if (asked % 10 === 0) {
          clock = createTrustedClock({ wall: () => instant(wall), monotonic: () => monotonic })
          before = clock.now()
        }
        wall = nextWall
        monotonic = nextMonotonic
        const now = clock.now()
        expect(Number.isNaN(now)).toBe(false)
        expect(now).toBeGreaterThanOrEqual(before)
        before = now
        return clock.isTrusted() ? 'taken' : 'refused'
      }),
    )
    expect(taken).toBeGreaterThan(0)
  })

  it('is no harm as a duration of the app: it is one, or a typed error', async () => {
    const values: readonly unknown[] = [...texts(5_000), ...numbers(3_000), ...sample(fc.anything(), 3_000)]
    await hold(
      bombard('durations', values, (value) => {
        const read = durationOrError(value)
        expect(isAuthError(read) || (typeof read === 'number' && Number.isFinite(read) && read >= 0)).toBe(true)
        return typeof read === 'number' ? 'taken' : 'refused'
      }),
    )
  })

  it('is no harm as a file that the viewer is given', async () => {
    const names = ['v', 'kind', 'seq', 'at', 'chart', 'value', 'children', 'event', 'edges', 'nodes', 'format', 'steps']
    const step: Json = { v: 1, seq: 1, at: 0, kind: 'step', event: 'go', edges: [], value: 'on', children: [] }
    const chart = JSON.parse(JSON.stringify(chartModel(lightMachine))) as Record<string, Json>
    const near = [
      ...nearly(step, 3_000),
      ...nearly(chart, 500),
      ...nearly({ v: 1, seq: 0, at: 0, kind: 'chart', chart }, 500),
    ]
    const files = [...texts(4_000), ...[...documents(names, 3_000), ...near].map((value) => JSON.stringify(value))]
    const { taken } = await hold(
      bombard('viewer files', files, (text) => (readContent(text, null).kind === 'unknown' ? 'refused' : 'taken')),
    )
    expect(taken).toBeGreaterThan(0)
  }, 60_000)
})

function durationOrError(value: unknown): unknown {
  try {
    return parseDuration(value, 'offlineFor')
  } catch (error) {
    return error
  }
}

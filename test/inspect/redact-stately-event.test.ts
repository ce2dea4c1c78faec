import type { StatelyInspectionEvent } from '@statelyai/inspect'
import { describe, expect, it } from 'vitest'
import { redactStatelyEvent } from '../../src/inspect/index.ts'
import { unlisted } from '../../src/inspect/vocabulary.ts'
import { leaky } from './leaky-machine.ts'

const secret = 'eyJhbGciOiJub25lIn0'
const redact = redactStatelyEvent({ machines: [leaky] })

/** An event as another tool, another version or an attacker's page may send it. */
const foreign = (more: object): StatelyInspectionEvent =>
  ({
    _version: '1.0',
    createdAt: '5',
    sessionId: 'x:1',
    rootId: 'x:0',
    id: secret,
    event: { type: 'fail' },
    ...more,
  }) as unknown as StatelyInspectionEvent

const snapshot = (value: unknown) => redact(foreign({ type: '@xstate.snapshot', snapshot: value }))
const actor = (more: object) => redact(foreign({ type: '@xstate.actor', name: 'nobody', ...more }))

describe('an event that is redacted', () => {
  it('keeps versions, times and XState’s own session ids, and nothing in their place', () => {
    expect(redact(foreign({ type: '@xstate.event' }))).toMatchObject({
      _version: '1.0',
      createdAt: '5',
      sessionId: 'x:1',
      rootId: 'x:0',
      id: '',
    })
    const odd = foreign({
      type: '@xstate.event',
      _version: secret,
      createdAt: secret,
      sessionId: secret,
      rootId: secret,
    })
    expect(redact(odd)).toMatchObject({ _version: unlisted, createdAt: '0', sessionId: unlisted })
    expect(JSON.stringify(redact(odd))).not.toContain(secret)
  })

  it('names only events that the source code names', () => {
    const named = (type: unknown) => redact(foreign({ type: '@xstate.event', event: { type } }))
    expect(named('fail')).toMatchObject({ event: { type: 'fail' } })
    for (const type of [secret, 7, undefined, null]) expect(named(type)).toMatchObject({ event: { type: unlisted } })
  })

  it('shows states of the chart, however deep, and no other value', () => {
    const shown = (value: unknown) => (snapshot({ status: 'active', value }) as { snapshot?: object }).snapshot
    expect(shown('IN')).toEqual({ status: 'active', value: 'IN' })
    expect(shown(secret)).toEqual({ status: 'active', value: {} })
    expect(shown({ IN: 'OUT', [secret]: 'IN', OUT: 7 })).toEqual({
      status: 'active',
      value: { IN: 'OUT', OUT: {} },
    })
    for (const value of [undefined, null, 7]) expect(shown(value)).toEqual({ status: 'active', value: {} })
  })

  it('takes a status that XState has, else says active', () => {
    for (const status of ['done', 'error', 'stopped'])
      expect(snapshot({ status })).toMatchObject({ snapshot: { status } })
    for (const odd of [{ status: secret }, {}, null, undefined])
      expect(snapshot(odd)).toMatchObject({ snapshot: { status: 'active' } })
  })

  it('draws a chart it knows by name or by id, and no other definition', () => {
    expect(actor({ name: leaky.id })).toMatchObject({ name: leaky.id, definition: expect.any(String) as string })
    const known = actor({ definition: JSON.stringify({ id: leaky.id, context: { token: secret } }) })
    expect(known).toMatchObject({ name: unlisted, definition: expect.stringContaining('EXCHANGING') as string })
    expect(JSON.stringify(known)).not.toContain(secret)
    for (const definition of [undefined, secret, 'null', '[]', '{}', `{"id":"${secret}"}`])
      expect(actor({ definition })).toMatchObject({ definition: undefined })
  })

  it('of a kind that nobody knows is refused', () => {
    expect(() => redact(foreign({ type: secret }))).toThrow('Cannot redact the event: its kind is not known')
  })
})

import { describe, expect, it } from 'vitest'
import { queuedChanges } from '../../../demo/app/orders/queued-changes.ts'
import { instant } from '../../../machines/time.ts'
import type { QueueItem } from '../../../src/queue/api.ts'

function item(state: QueueItem['state'], reason: string | null, over: Partial<QueueItem['content']> = {}): QueueItem {
  const lastOutcome = {
    at: instant(1),
    row: 'any',
    status: null,
    reason,
    error: null,
    detail: null,
    codes: [],
    fields: [],
  }
  const content = {
    operation: 'note.create',
    version: 1,
    capability: null,
    lane: 'wo-1',
    variables: { order: 'wo-1', text: 'Bled all radiators' },
    createdAt: instant(1),
    lastOutcome,
    theirs: null,
    ...over,
  }
  return { id: 'q1', state, content, uncertain: false, attempts: 1, nextAttemptAt: null, dependsOn: [], bytes: 1 }
}

describe('a note that is stuck', () => {
  it.each([
    ['rejected', 'permission', 'permission'],
    ['blocked_policy', 'not_permitted', 'blocked'],
    ['conflict', 'conflict', 'conflict'],
    ['dead', 'poison', 'poison'],
    ['rejected', 'gone', 'gone'],
    ['rejected', 'validation', 'refused'],
  ] as const)('%s for %s is shown as %s', (state, reason, trouble) => {
    expect(queuedChanges([item(state, reason)])).toMatchObject([{ delivery: 'stuck', trouble }])
  })

  it('is the only one with a trouble', () => {
    expect(queuedChanges([item('pending', 'conflict')])[0]).not.toHaveProperty('trouble')
  })
})

describe('the queue in the app’s words', () => {
  it('keeps the small picture of a photo, which outlives a reload', () => {
    const photo = { picture: { type: 'image/jpeg', size: 9 }, thumbnail: 'data:image/jpeg;base64,AAAA' }
    const variables = { order: 'wo-1', text: 'See photo', photo }
    expect(queuedChanges([item('pending', null, { variables })])).toMatchObject([
      { kind: 'note', photo: 'data:image/jpeg;base64,AAAA' },
    ])
  })

  it('finds the colleague’s version in a conflict about a finding', () => {
    const finding = { text: 'Comes back after ten minutes', version: 4, by: 'Jonas Lindqvist' }
    const conflict = { operation: 'finding.save', theirs: { code: 'finding_changed', finding } }
    expect(queuedChanges([item('conflict', 'conflict', conflict)])).toMatchObject([
      { kind: 'finding', trouble: 'conflict', theirs: finding },
    ])
    expect(queuedChanges([item('conflict', 'conflict', { ...conflict, theirs: 'a page' })])).toMatchObject([
      { theirs: null },
    ])
  })

  it('leaves out what isn’t open yet and what it doesn’t know', () => {
    const sealed = { ...item('pending', null), content: null }
    const strange = item('pending', null, { operation: 'order.assign', variables: { order: 'wo-1', text: 'x' } })
    expect(queuedChanges([sealed, strange, item('pending', null, { variables: 'x' })])).toEqual([])
  })
})

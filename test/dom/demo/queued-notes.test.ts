import { describe, expect, it } from 'vitest'
import { queuedNotes } from '../../../demo/app/orders/queued-notes.ts'
import { instant } from '../../../machines/time.ts'
import type { QueueItem } from '../../../src/queue/api.ts'

function item(state: QueueItem['state'], reason: string | null): QueueItem {
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
  }
  return { id: 'q1', state, content, uncertain: false, attempts: 1, nextAttemptAt: null, dependsOn: [], bytes: 1 }
}

describe('a note that is stuck', () => {
  it.each([
    ['rejected', 'permission', 'permission'],
    ['blocked_policy', 'not_permitted', 'permission'],
    ['conflict', 'conflict', 'conflict'],
    ['dead', 'poison', 'poison'],
    ['rejected', 'gone', 'gone'],
    ['rejected', 'validation', 'refused'],
  ] as const)('%s for %s is shown as %s', (state, reason, trouble) => {
    expect(queuedNotes([item(state, reason)])).toMatchObject([{ delivery: 'stuck', trouble }])
  })

  it('is the only one with a trouble', () => {
    expect(queuedNotes([item('pending', 'conflict')])[0]).not.toHaveProperty('trouble')
  })
})

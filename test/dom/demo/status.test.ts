import { expect, it } from 'vitest'
import { statusOf } from '../../../demo/app/status.ts'
import type { AuthView } from '../../../src/view.ts'

const active = { status: 'ACTIVE', pending: 5 } as AuthView
const offline = { status: 'OFFLINE_STALE', pending: 5 } as AuthView

it.each([
  ['what goes out by itself, first', { waiting: 3, needing: 2 }, 'Sending 3 changes'],
  ['what waits for the user, not as if it were being sent', { waiting: 0, needing: 5 }, '5 need you'],
  ['what a PIN keeps shut', { waiting: 3, needing: 2, isSealed: true }, '3 wait for your PIN'],
  ['nothing of a PIN while nothing waits for it', { waiting: 0, needing: 0, isSealed: true }, 'Up to date'],
  ['that nothing is left', { waiting: 0, needing: 0 }, 'Up to date'],
])('the word for a session that is up says %s', (_, unsent, word) => {
  expect(statusOf(active, unsent).word).toBe(word)
})

it('the word for a session without a connection counts all that is not sent', () => {
  expect(statusOf(offline, { waiting: 3, needing: 2 }).word).toBe('Offline, 5 waiting')
})

import { expect, it } from 'vitest'
import { memory } from '../../adapters/storage/memory.ts'
import { singleTab } from '../../adapters/tabs/single-tab.ts'
import { duration, generation, instant } from '../../machines/time.ts'
import { noErrorFields } from '../../src/exchange/error-fields.ts'
import type { Exchange } from '../../src/ports/exchange.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { openDesk, type Desk } from '../../src/queue/desk.ts'
import type { ItemBody, ItemHead } from '../../src/queue/item.ts'
import { landingOf } from '../../src/queue/landing.ts'
import { openReplay } from '../../src/queue/replay.ts'
import { readSettings } from '../../src/queue/settings.ts'
import { noTrace } from '../../src/queue/trace-row.ts'
import { seededRandom } from '../../src/testing/fakes/seeded-random.ts'
import { virtualClock } from '../../src/testing/fakes/virtual-clock.ts'
import { ada } from './queue-world.ts'

const url = 'https://api.test/notes'
const token = { token: 'x', generation: generation(1) }
const operation = defineOperation<null>({ name: 'plain', version: 1, request: () => ({ method: 'POST', url }) })

function aDesk(): Desk {
  const clock = virtualClock()
  const { signal } = new AbortController()
  return openDesk(
    {
      store: memory({ clock }),
      clock,
      random: seededRandom(1),
      tabs: singleTab({ clock }),
      fetch: globalThis.fetch,
      access: { access: async () => token, rejected: async () => null, origins: [new URL(url).origin], signal },
      owner: () => ada,
      current: () => ({ account: ada, sessionId: 'one' }),
      admits: () => ({ ok: true }),
      confirm: async () => 'answered',
      permits: () => true,
      flush: () => {},
      changed: () => {},
      report: () => {},
    },
    readSettings({ operations: [operation] }),
  )
}

const body: ItemBody = {
  operation: { name: 'plain', version: 1 },
  capability: null,
  lane: 'a',
  request: { method: 'POST', url, headers: {}, body: { kind: 'none' } },
  idempotencyKey: 'k'.repeat(22),
  variables: null,
  isPartial: false,
  references: [],
  optimistic: { apply: null, rollback: null },
  createdAt: instant(0),
}

const head: ItemHead = {
  id: 'one',
  account: ada,
  sessionId: 'one',
  revision: 2,
  seq: 1,
  state: 'in_flight',
  lane: 'a',
  origin: 'api',
  capability: null,
  dependsOn: [],
  nextAttemptAt: null,
  postponedAt: null,
  attempts: 0,
  uncertain: false,
  halts: false,
  bytes: 0,
  drainFence: 1,
  firstSentAt: instant(0),
  onlineFor: duration(0),
  trace: null,
}

const answer = (status: number): Exchange => ({
  kind: 'response',
  status,
  redirected: false,
  contentType: 'json',
  retryAfter: null,
  body: 'ok',
  ...noErrorFields,
})

it('keeps no body of an item that another tab has sent, also where no operation shows anything', async () => {
  const desk = aDesk()
  const replay = openReplay(desk)
  desk.book(ada).add(head)
  for (const id of ['one', 'two', 'three']) desk.applied.set(id, body)
  await replay.catchUp(ada)
  expect([...desk.applied.keys()]).toEqual(['one'])
})

it('remembers failures of items that are tried again, and of no others', () => {
  const desk = aDesk()
  const flight = { before: head, head, body, operation, trace: noTrace }
  const land = (status: number): string =>
    landingOf(desk, flight, { kind: 'answered', reply: { exchange: answer(status), result: null }, token }).to.state
  expect([land(500), [...desk.deliveries.seenBy.keys()]]).toEqual(['pending', ['one']])
  expect([land(200), [...desk.deliveries.seenBy.keys()]]).toEqual(['done', []])
})

import { lazy, Suspense, useCallback, useState, type ReactElement } from 'react'
import { useAuth, useQueue } from '../../src/react/index.ts'
import type { QueueItem } from '../../src/queue/api.ts'
import type { WatchedItem } from '../../src/visualizer/queue-list.tsx'
import type { FieldApp } from './field-app.ts'
import { queuedChanges } from './orders/queued-changes.ts'
import { useOrders } from './orders/use-orders.ts'
import { Button } from './parts/button.tsx'
import { Chip } from './parts/chip.tsx'
import { Icon } from './parts/icon.tsx'
import { PolicyPanel } from './policy/policy-panel.tsx'
import { SessionKindChoice } from './parts/session-kind-choice.tsx'
import { refusalOf, useGate } from './policy/use-gate.ts'
import { WhatIfRow } from './screens/what-if-row.tsx'
import { chooseSessionKind } from './session-kind.ts'
import { useEscape } from './use-escape.ts'
import { useRoute } from './use-route.ts'
import { useStatus } from './use-status.ts'
import { words } from './words/en.ts'
import { scenarioWords } from './words/scenario-en.ts'
import { clockTime } from './words/times.ts'
import { readingsOn } from './world/many-notes.ts'
import { useWorld } from './world/use-world.ts'

// Whose access the switches are about while nobody is known here.
const firstAccount = 'mira@fieldwork.example'

// The chart and its words come after the work: a start that waits for them would be a slow one.
const Devtools = lazy(async () => {
  const { DevtoolsPanel } = await import('../../src/visualizer/devtools/devtools-panel.tsx')
  return { default: DevtoolsPanel }
})

/** What happens behind the app: beside it on a desk, a sheet pulled up from the status line on a phone. */
export function Behind({ app }: { readonly app: FieldApp }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const view = useAuth()
  const status = useStatus(app.auth.queue)
  const { items } = useQueue()
  const world = useWorld({
    network: app.network,
    email: view.user?.email ?? firstAccount,
    order: useOrderAtHand(app),
    writeMany: useManyNotes(app),
  })
  const filling = {
    count: view.pending,
    organisation: words.organisation,
    ...(view.status === 'OFFLINE_STALE' ? { time: clockTime(view.since) } : {}),
    ...(view.user?.name ? { name: view.user.name } : {}),
  }
  const close = useCallback(() => setOpen(false), [])
  useEscape(isOpen, close)

  return (
    <>
      <button
        type="button"
        className="status-line"
        aria-expanded={isOpen}
        aria-controls="behind"
        onClick={() => setOpen(!isOpen)}
      >
        <Chip {...status} />
        {words.behind.open}
        <Icon name="up" />
      </button>
      <section id="behind" className="behind" data-open={isOpen} aria-label={words.behind.title}>
        <div className="behind-head">
          <h2>{words.behind.title}</h2>
          <Button kind="quiet" onClick={close}>
            {words.behind.close}
          </Button>
        </div>
        <WhatIfRow {...world} />
        <SessionKindChoice kind={app.kind} onChoose={chooseSessionKind} />
        <PolicyPanel auth={app.auth} clock={app.clock} setUp={app.setUp} />
        <Suspense fallback={null}>
          <Devtools auth={app.auth} queue={items.map(watched)} filling={filling} />
        </Suspense>
        <p className="behind-more">
          <a href="/?scenario=tunnel" target="_blank" rel="noopener">
            {scenarioWords.others}
          </a>
          <a href="/?play" target="_blank" rel="noopener">
            {scenarioWords.play}
          </a>
        </p>
      </section>
    </>
  )
}

/** What a colleague would change: the order on the screen, else the first of the day. */
function useOrderAtHand({ book }: FieldApp): string {
  const route = useRoute()
  const { orders } = useOrders(book)
  return route.screen === 'order' ? route.id : (orders[0]?.id ?? '')
}

/** A morning's readings in one go, behind the same gate as a single note. */
function useManyNotes({ auth, book, operations, setUp }: FieldApp): () => Promise<string> {
  const write = useCallback(async () => {
    const open = book.state.orders.filter(({ status }) => status === 'open')
    return (await auth.queue?.enqueueMany(operations.createNote, readingsOn(open)))?.length ?? 0
  }, [auth, book, operations])
  const { run } = useGate('note.create', write, setUp)
  return () =>
    run().then(
      (count) => words.world.did.many(count),
      (error: unknown) => words.world.did.notMany(refusalOf(error)),
    )
}

function watched(item: QueueItem): WatchedItem {
  const { id, state, content, nextAttemptAt } = item
  const { operation, sealed } = words.behind
  const note = nextAttemptAt === null ? soFar(content) : words.triesAgainAt(clockTime(nextAttemptAt))
  const [change] = queuedChanges([item])
  const title = change === undefined ? sealed : operation(words.unsent.kinds[change.kind], change.order)
  return { id, state, note, title }
}

/** A check that held it back is no attempt without an answer. */
function soFar(content: QueueItem['content']): string {
  const { answered, heldBack, untried } = words.behind
  const last = content?.lastOutcome ?? null
  if (last === null) return untried
  return last.row === 'check' ? heldBack(clockTime(last.at)) : answered(last.status, clockTime(last.at))
}

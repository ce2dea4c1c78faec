import { useCallback, useState, type ReactElement } from 'react'
import { useAuth, useQueue } from '../../src/react/index.ts'
import type { QueueItem } from '../../src/queue/api.ts'
import { LivePanel } from '../../src/visualizer/live-panel.tsx'
import type { WatchedItem } from '../../src/visualizer/queue-list.tsx'
import type { FieldApp } from './field-app.ts'
import { Button } from './parts/button.tsx'
import { Chip } from './parts/chip.tsx'
import { Icon } from './parts/icon.tsx'
import { PolicyPanel } from './policy/policy-panel.tsx'
import { StepUpDialog } from './policy/step-up-dialog.tsx'
import { WhatIfRow } from './screens/what-if-row.tsx'
import { statusOf } from './status.ts'
import { useEscape } from './use-escape.ts'
import { words } from './words/en.ts'
import { clockTime } from './words/times.ts'
import { useWorld } from './world/use-world.ts'

// Whose access the switches are about while nobody is known here.
const firstAccount = 'mira@fieldwork.example'

/** What happens behind the app: beside it on a desk, a sheet pulled up from the status line on a phone. */
export function Behind({ app }: { readonly app: FieldApp }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const view = useAuth()
  const { items } = useQueue()
  const world = useWorld(app.network, view.user?.email ?? firstAccount)
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
        <Chip {...statusOf(view)} />
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
        <PolicyPanel auth={app.auth} clock={app.clock} />
        <StepUpDialog now={app.auth.now} />
        <LivePanel auth={app.auth} queue={items.map(watched)} filling={filling} />
      </section>
    </>
  )
}

function watched({ id, state, content, nextAttemptAt }: QueueItem): WatchedItem {
  const { operation, sealed, answered, untried } = words.behind
  const last = content?.lastOutcome ?? null
  const soFar = last === null ? untried : answered(last.status, clockTime(last.at))
  const note = nextAttemptAt === null ? soFar : words.triesAgainAt(clockTime(nextAttemptAt))
  return { id, state, note, title: content ? operation(content.operation, content.lane) : sealed }
}

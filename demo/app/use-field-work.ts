import { useCallback, useMemo, useState } from 'react'
import type { FieldApp } from './field-app.ts'
import type { Photo } from './orders/photo.ts'
import type { FindingActions } from './parts/finding-form.tsx'
import type { Added } from './parts/note-form.tsx'
import type { StuckActions } from './parts/stuck-acts.tsx'
import type { Permit } from './policy/permit.tsx'
import { refusalOf, useGate } from './policy/use-gate.ts'
import { words } from './words/en.ts'

/** Everything that can be done to the orders, each behind its capability. */
export interface FieldWork {
  readonly mayWrite: Permit
  readonly mayComplete: Permit
  addNote(order: string, text: string, photo: Photo | null): Promise<Added>
  complete(order: string): void
  /** Why completing came to nothing, and which order it was. */
  readonly notCompleted: { readonly order: string; readonly why: string } | null
  findingOf(order: string): FindingActions
  readonly stuck: StuckActions
}

export function useFieldWork({ auth, operations, setUp }: FieldApp): FieldWork {
  const { queue, now } = auth
  const [notCompleted, setNotCompleted] = useState<FieldWork['notCompleted']>(null)
  const { createNote, saveFinding, completeOrder } = operations

  const writeNote = useCallback(
    (order: string, text: string, photo: Photo | null) =>
      queue?.enqueue(createNote, photo === null ? { order, text } : { order, text, photo }),
    [queue, createNote],
  )
  const writeFinding = useCallback(
    (order: string, text: string, base: number) => queue?.enqueue(saveFinding, { order, text, base }),
    [queue, saveFinding],
  )
  const close = useCallback((order: string) => queue?.enqueue(completeOrder, { order }), [queue, completeOrder])
  const note = useGate('note.create', writeNote, setUp)
  const finding = useGate('note.create', writeFinding, setUp)
  const completion = useGate('order.complete', close, setUp)

  const stuck = useMemo(
    (): StuckActions => ({
      onRetry: (id) => void sendAgain(queue, id),
      onDiscard: (id) => void queue?.discard(id),
      onChange: async (id, text) => {
        const order = orderOf(queue, id)
        if (order === null || queue === null) return false
        return (await queue.edit(id, createNote, { order, text }).catch(() => null)) === 'ok'
      },
    }),
    [queue, createNote],
  )

  return {
    mayWrite: { decision: note.decision, now },
    mayComplete: { decision: completion.decision, now },
    notCompleted,
    stuck,
    addNote: (order, text, photo) =>
      note.run(order, text, photo).then(
        (): Added => ({ status: 'kept' }),
        (error: unknown): Added => ({ status: 'not_kept', why: refusalOf(error) || words.order.notAdded }),
      ),
    complete: (order) => {
      setNotCompleted(null)
      completion.run(order).catch((error: unknown) => {
        setNotCompleted({ order, why: refusalOf(error) || words.order.notAdded })
      })
    },
    findingOf: (order) => ({
      onSave: (text, base) =>
        finding.run(order, text, base).then(
          () => null,
          (error: unknown) => refusalOf(error) || words.order.notAdded,
        ),
      onKeepMine: (item) => void queue?.resolve(item, 'mine'),
      onKeepTheirs: (item) => void queue?.resolve(item, 'theirs'),
      onMerge: (item, text, base) => void queue?.resolve(item, { merged: { order, text, base } }),
    }),
  }
}

/** On top of what the server has by now, where that is what it minded. */
async function sendAgain(queue: FieldApp['auth']['queue'], id: string): Promise<void> {
  const done = await queue?.resolve(id, 'mine').catch(() => 'not_possible')
  if (done === 'not_possible') await queue?.retry(id)
}

function orderOf(queue: FieldApp['auth']['queue'], id: string): string | null {
  const variables = queue?.items().find((item) => item.id === id)?.content?.variables
  if (typeof variables !== 'object' || variables === null || !('order' in variables)) return null
  return typeof variables.order === 'string' ? variables.order : null
}

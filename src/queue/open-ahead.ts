import type { Desk } from './desk.ts'
import type { ItemHead } from './item.ts'
import { open, type Opened, type Unopened } from './open-item.ts'

/** Items opened before their turn: the disk and the cipher work while the network does. */
export interface Ahead {
  look(head: ItemHead): void
  /** As it stands; what was looked at earlier serves while the head has not changed, which the claim checks again. */
  take(head: ItemHead): Promise<Opened | Unopened>
}

/** One for each lane on its way; a guess that was wrong is dropped by the ones after it. */
const mostAhead = 8

interface Look {
  readonly revision: number
  readonly opened: Promise<Opened | Unopened>
}

export function openAhead(desk: Desk): Ahead {
  const looks = new Map<string, Look>()

  return {
    look(head) {
      const { id, revision } = head
      if (looks.get(id)?.revision === revision) return
      const [oldest] = looks.keys()
      if (looks.size >= mostAhead && oldest !== undefined) looks.delete(oldest)
      // A body is written only together with a new revision of its head.
      looks.set(id, { revision, opened: open(desk, head).catch(() => 'failed') })
    },
    async take(head) {
      const look = looks.get(head.id)
      looks.delete(head.id)
      const early = look?.revision === head.revision ? await look.opened : 'failed'
      return typeof early === 'string' ? open(desk, head) : early
    },
  }
}

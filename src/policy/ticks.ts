import { type Instant } from '../../machines/time.ts'
import { setBackSince } from '../time/set-back.ts'
import type { PolicyHost } from './part.ts'
import type { Standing } from './standing.ts'

export interface Ticks {
  /** After each step of the chart. */
  step(): void
  /** Looks at the clock soon: whoever asks from within a render must not set anything off. */
  checkSoon(): void
  /** The server has answered: the mark is written at once, lower too (TM-05). */
  granted(): void
  dispose(): void
}

/**
 * How far time has come is written down this often while somebody is signed in (TM-03), and whenever the page is left:
 * what a crash can win back is at most this.
 */
const every = 300_000
/** A proof of presence ends with an absence this long (SU-01). */
const longAbsence = 900_000

/** Keeps the mark, and notices when the clock was set back or nobody was there for long. */
export function createTicks(
  host: PolicyHost,
  standing: Standing,
  { rolledBack }: { readonly rolledBack: () => void },
): Ticks {
  const { clock } = host
  let cancel: (() => void) | null = null
  let wasTrusted = true
  let setBack = setBackSince(clock)
  let hiddenAt: Instant | null = null

  const endProofs = (): void => host.send({ type: 'stepUp.ended', at: clock.wall() })

  const checkClock = (): void => {
    const isTrusted = standing.clock.isTrusted()
    const wasSetBack = setBack() > 0
    setBack = setBackSince(clock)
    if (isTrusted === wasTrusted) {
      // An answer of the server made the clock good again before anybody saw that it was set back (SU-01).
      if (isTrusted && wasSetBack) endProofs()
      return
    }
    wasTrusted = isTrusted
    if (!isTrusted) {
      host.tell('clock.rolledBack', { at: clock.wall(), seenAt: standing.clock.now() })
      endProofs()
    }
    rolledBack()
  }

  const tick = (): void => {
    cancel = null
    checkClock()
    void standing.mark()
    arm()
  }

  const arm = (): void => {
    if (host.snapshot().hasTag('authenticated')) cancel ??= clock.wakeAfter(every, tick)
    else {
      cancel?.()
      cancel = null
    }
  }

  const unfollow = clock.lifecycle((event) => {
    if (event === 'hiding') {
      hiddenAt = standing.clock.now()
      // The page may not come back: what it has seen must be on disk.
      void standing.mark()
      return
    }
    checkClock()
    const absent = hiddenAt === null ? 0 : standing.clock.now() - hiddenAt
    hiddenAt = null
    if (absent >= longAbsence) endProofs()
  })

  return {
    step: () => {
      checkClock()
      arm()
    },
    checkSoon: () => {
      if (standing.clock.isTrusted() !== wasTrusted) void Promise.resolve().then(checkClock)
    },
    granted: () => void standing.mark(),
    dispose: () => {
      unfollow()
      cancel?.()
      cancel = null
    },
  }
}

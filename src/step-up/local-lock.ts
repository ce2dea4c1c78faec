import { after, type Duration } from '../../machines/time.ts'
import type { PolicyHost } from '../policy/part.ts'
import type { Standing } from '../policy/standing.ts'
import { wakeBy } from '../time/wake-by.ts'

export interface LocalLockPart {
  close(): void
  touch(): void
  step(): void
  dispose(): void
}

interface LockTerms {
  readonly standing: Standing
  /** Whether there is anything to open the lock with; true where that can't be known now. */
  mayBeOpened(): Promise<boolean>
}

/** Closes the app when nobody has been there for a while. Opening it is the step-up region's business; it never ends a session. */
export function createLocalLock(host: PolicyHost, { standing, mayBeOpened }: LockTerms): LocalLockPart {
  const { clock, localLock } = host
  let touchedAt = standing.elapsed()
  let hiddenAt: Duration | null = null
  let cancel: (() => void) | null = null
  let isClosing = false

  const close = (): void => {
    if (localLock === null || isClosing) return
    isClosing = true
    void mayBeOpened().then((may) => {
      isClosing = false
      if (may) host.send({ type: 'app.idled', at: clock.wall() })
    })
  }

  const isOpen = (): boolean => host.snapshot().hasTag('authenticated')

  const arm = (): void => {
    const idleFor = localLock?.idleFor ?? null
    if (idleFor === null || !isOpen()) {
      cancel?.()
      cancel = null
    } else cancel ??= wakeBy(clock, after(clock.wall(), touchedAt + idleFor - standing.elapsed()), rang)
  }

  const rang = (): void => {
    cancel = null
    const idleFor = localLock?.idleFor ?? null
    if (idleFor !== null && standing.elapsed() - touchedAt >= idleFor) {
      touchedAt = standing.elapsed()
      close()
    }
    arm()
  }

  const unfollow = clock.lifecycle((event) => {
    if (event === 'hiding') {
      hiddenAt ??= standing.elapsed()
      return
    }
    const backgroundFor = localLock?.backgroundFor ?? null
    const absent = hiddenAt === null ? null : standing.elapsed() - hiddenAt
    hiddenAt = null
    if (absent !== null && backgroundFor !== null && absent >= backgroundFor) close()
  })

  return {
    close,
    touch: () => {
      touchedAt = standing.elapsed()
    },
    step: arm,
    dispose: () => {
      unfollow()
      cancel?.()
      cancel = null
    },
  }
}

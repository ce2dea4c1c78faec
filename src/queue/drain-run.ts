import type { AccountHash, Evidence } from '../../machines/facts.ts'
import type { Check } from '../ports/store.ts'
import type { Transport } from '../ports/authorization.ts'
import type { Flight } from './attempt.ts'
import type { Book } from './book.ts'
import type { Desk } from './desk.ts'
import type { Trace } from './item.ts'
import { openAhead, type Ahead } from './open-ahead.ts'

export interface DrainTerms {
  readonly account: AccountHash
  /** The fence as this context wrote it; part of every claim and settle. */
  readonly fence: Check
  /** Its number. */
  readonly number: number
  readonly signal: AbortSignal
}

/**
 * Why no more is claimed. `fenced`: another context drains. `denied`: the server said no, so rights are asked again.
 * `postponed`: the store or the session doesn't serve right now.
 */
export type Stop = 'fenced' | 'denied' | 'postponed'

/** One drain, from its start until nothing can be sent or sending has to stop. */
export interface Run extends DrainTerms {
  readonly desk: Desk
  readonly book: Book
  readonly transport: Transport
  /** The author is signed in here and nobody asked to stop. */
  isMine(): boolean
  /** Nothing more is claimed. */
  isHalted(): boolean
  halt(why: Stop): void
  readonly stop: Stop | null
  evidence: Evidence
  /** What is likely to be claimed next, opened while the network is slow. */
  readonly ahead: Ahead
}

/** A claimed item with what its earlier attempts left behind. */
export type Claimed = Flight & { readonly trace: Trace }

export function startRun(desk: Desk, terms: DrainTerms, transport: Transport): Run {
  const { host } = desk
  const isMine = (): boolean => !terms.signal.aborted && host.current()?.account === terms.account
  let stop: Stop | null = null
  return {
    ...terms,
    desk,
    book: desk.book(terms.account),
    transport,
    isMine,
    isHalted: () => stop !== null || !isMine(),
    halt(why) {
      // Once another context drains, nothing else matters.
      if (stop !== 'fenced') stop = why
    },
    get stop() {
      return stop
    },
    evidence: 'none',
    ahead: openAhead(desk),
  }
}

import type { Outcome } from '../../ports/outcome.ts'
import type { IdentityFailure } from '../../ports/exchange.ts'
import { fail, succeed } from '../../exchange/settle.ts'
import { refusedWith } from '../fakes/scripted-answer.ts'
import type { Instant } from '../../../machines/time.ts'
import type { AuthorizationServer } from './authorization-server.ts'
import type { Ledger } from './ledger.ts'

/** A piece of work as its author wrote it. */
export interface Work {
  /** Over all authors and tabs. */
  readonly number: number
  readonly author: string
  readonly lane: string
}

/** What an API did, in the order in which it did it. */
export interface WorkServer {
  readonly effects: readonly Work[]
  /** One request, as often as the network brings it: one effect a key, the same answer to its repeats. */
  act(request: { readonly key: string; readonly token: string; readonly body: string }): Outcome<null, IdentityFailure>
}

export function workServer(server: AuthorizationServer, ledger: Ledger, now: () => Instant): WorkServer {
  const effects: Work[] = []
  const keys = new Set<string>()
  return {
    effects,
    act({ key, token, body }) {
      const family = server.setOf(token)?.family ?? null
      if (family === null || family.endedBy !== null) return fail(refusedWith('invalid_token', 401), now())
      const work = JSON.parse(body) as Work
      const isOwn = family.subject === work.author
      ledger.check(isOwn, 'work sent as somebody else', () => `${work.number} of ${work.author} as ${family.subject}`)
      if (keys.has(key)) return succeed(null, now())
      keys.add(key)
      const isFirst = !effects.some(({ number }) => number === work.number)
      ledger.check(isFirst, 'work done twice', () => `${work.number} of ${work.author}`)
      ledger.trace(`${now()} did ${work.number} of ${work.author}`)
      effects.push(work)
      return succeed(null, now())
    },
  }
}

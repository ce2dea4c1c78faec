/** A fault as somebody could have written it: one change to one shipped file. */
export interface PlantedBug {
  readonly name: string
  readonly file: string
  /** Stands exactly once in the file. */
  readonly find: string
  readonly replace: string
  /** Where to look first: a seed that shows it. Default 1. */
  readonly seed?: number
}

const flight = 'src/refresh/flight.ts'
const round = 'src/refresh/round.ts'
const commit = 'src/refresh/commit.ts'

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'a store without compare-and-swap',
    seed: 314,
    file: 'adapters/storage/commit-to-disk.ts',
    find: 'if (conflict !== null) return { conflict }',
    replace: 'void conflict',
  },
  {
    name: 'a lock of its own for every tab',
    seed: 77,
    file: flight,
    find: 'const name = `refresh:',
    replace: 'const name = `${host.chance}:refresh:',
  },
  {
    name: 'a renewal announced before it is committed',
    file: flight,
    find: 'const first = await commitGrant(target, renewed.record, renewed.generation)',
    replace: `host.announce('committed', input.account, renewed.generation)
  const first = await commitGrant(target, renewed.record, renewed.generation)`,
  },
  {
    name: 'a renewal served before it is committed',
    seed: 1464,
    file: flight,
    find: 'const first = await commitGrant(target, renewed.record, renewed.generation)',
    replace: `adopt(host, input, { sessionId, renewed, persistence: 'durable' })
  const first = await commitGrant(target, renewed.record, renewed.generation)`,
  },
  {
    name: 'a renewal that counts as durable though its commit failed',
    file: flight,
    find: "const outcome = adopt(host, input, { sessionId, renewed, persistence: 'degraded' })",
    replace: "const outcome = adopt(host, input, { sessionId, renewed, persistence: 'durable' })",
  },
  {
    name: 'a retry outside the grace',
    seed: 969,
    file: round,
    find: 'const pause = 250 * 2 ** (attempt - 1)',
    replace: 'const pause = 6_000 * attempt',
  },
  {
    name: 'no retry while the grace is open',
    seed: 141,
    file: round,
    find: "classification.consumed === 'maybe' && classification.retryAfter === null && (knowsGrace || attempt === 1)",
    replace: 'false && (knowsGrace || attempt === 1)',
  },
  {
    name: 'a renewal committed over a tombstone',
    seed: 748,
    file: commit,
    find: '      columns.tombstone ||\n',
    replace: '',
  },
  {
    name: 'a generation that stays the same',
    file: 'src/refresh/after-flight.ts',
    find: 'generation: generation(found.generation + 1)',
    replace: 'generation: generation(found.generation)',
  },
  {
    name: 'a journal that a definite answer leaves behind',
    file: commit,
    find: 'journal: journalWrites(rows, journal),',
    replace: 'journal: journalWrites(rows, { breaker: journal.breaker }),',
  },
  {
    name: 'a server that is down ends the session',
    file: round,
    find: "    case 'locked':\n      return { stateClass: 'locked', reason }",
    replace: `    case 'server_unavailable':
      return { stateClass: 'reauth', reason: 'refused' }
    case 'locked':
      return { stateClass: 'locked', reason }`,
  },
  {
    name: 'a pause of the server that nobody keeps',
    seed: 398,
    file: 'src/refresh/retry-timing.ts',
    find: 'const asked = retryAfter === null ? 0 : retryAfter',
    replace: 'const asked = retryAfter !== null ? 0 : 0',
  },
  {
    name: 'a lock kept after a disposed context’s flight has ended',
    seed: 124,
    file: flight,
    find: "    if (end.kind === 'moved') continue",
    replace: "    if (host.isDisposed()) await new Promise(() => {})\n    if (end.kind === 'moved') continue",
  },
  {
    name: 'an answer dropped because its context was disposed',
    seed: 1185,
    file: flight,
    find: "    if (end.kind === 'moved') continue",
    replace: "    if (host.isDisposed()) return { outcome: broken(host) }\n    if (end.kind === 'moved') continue",
  },
  {
    name: 'an answer for somebody else accepted',
    seed: 4264,
    file: round,
    find: 'if (grant !== null && isSameSubject(grant.subject, record.subject))',
    replace: 'if (grant !== null)',
  },
  {
    name: 'a hint of another tab believed',
    file: 'src/follow-world.ts',
    find: "if (message.kind === 'queue_changed') return queue?.reread()",
    replace: `if (message.kind === 'signed_out') return host.send({ type: 'tab.signedOut', at: clock.wall() })
      if (message.kind === 'queue_changed') return queue?.reread()`,
  },
  {
    name: 'an answer without a refresh token throws the old one away',
    file: 'src/vault/session-record.ts',
    find: 'refreshToken: grant.refreshToken ?? previous?.refreshToken ?? null,',
    replace: 'refreshToken: grant.refreshToken,',
  },
  {
    name: 'a sign-out counted like a token set: generation instead of revision',
    seed: 43030,
    file: 'src/sign-out/end-account.ts',
    find: 'revision: session.revision + 1, clear }',
    replace: 'revision: session.revision, clear }',
  },
  {
    name: 'a flight that a switch of accounts breaks off',
    file: round,
    find: '      timeout: patience,\n',
    replace: '      timeout: patience,\n      signal: host.held.signal(rows.account),\n',
  },
  {
    name: 'a row that is sealed to no account',
    file: 'src/vault/sealed-row.ts',
    find: 'const parts = [recordFormat, row.key.account, row.key.kind',
    replace: 'const parts = [recordFormat, row.key.kind',
  },
  {
    name: 'an alarm that knows the wall clock only',
    seed: 12657,
    file: 'src/time/wake-by.ts',
    find: 'const cancels = [clock.wakeAt(at, ring), clock.wakeAfter(at - clock.wall(), ring)]',
    replace: 'const cancels = [clock.wakeAt(at, ring)]',
  },
  {
    name: 'work with a new key for every attempt',
    file: 'src/queue/attempt.ts',
    find: 'return { method, url, headers, body: content, idempotencyKey }',
    replace: 'return { method, url, headers, body: content, idempotencyKey: `${idempotencyKey}${Math.random()}` }',
  },
  {
    name: 'work thrown away where its server fails',
    file: 'src/queue/landing.ts',
    find: 'const { head: to, ...rest } = settled',
    replace: `const { head: kept, ...rest } = settled
      const to = kept.state === 'pending' ? { ...kept, state: 'done' as const } : kept`,
  },
  {
    name: 'a token in the log',
    file: 'src/refresh/after-flight.ts',
    find: '  host.held.set({ account, sessionId, generation: renewed.generation, record, persistence })',
    replace: `  host.held.set({ account, sessionId, generation: renewed.generation, record, persistence })
  host.tell('developer.problem', { at, code: record.accessToken ?? '' })`,
  },
  {
    name: 'a token on the channel',
    file: flight,
    find: "    host.announce('committed', input.account, renewed.generation)\n    return { outcome }",
    replace: `    host.announce('committed', renewed.record.accessToken as typeof input.account, renewed.generation)
    return { outcome }`,
  },
]

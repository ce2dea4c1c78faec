import { createHash } from 'node:crypto'
import { problem, type Reply } from '../http/reply.ts'

export interface LedgerEntry {
  readonly key: string
  readonly account: string
  readonly request: string
  readonly status: number
  /** How often this key was sent. */
  readonly attempts: number
  /** How often it changed something: 0 or 1, or the ledger is broken. */
  readonly effects: number
  readonly firstAt: string
}

export interface Ledger {
  /** Runs `effect` the first time a key is seen; repeats its answer to the same request, refuses any other. */
  once(
    attempt: { key: string; account: string; method: string; path: string; body: Record<string, unknown> },
    effect: () => Reply,
  ): Reply
  entries(): readonly LedgerEntry[]
}

interface Line {
  readonly entry: LedgerEntry
  readonly digest: string
  readonly reply: Reply
}

/** Remembers what each idempotency key did (draft-ietf-httpapi-idempotency-key-header-07 §2.6). */
export function createLedger(now: () => Date): Ledger {
  const lines = new Map<string, Line>()

  return {
    once({ key, account, method, path, body }, effect) {
      const request = `${method} ${path}`
      const digest = createHash('sha256')
        .update(JSON.stringify([account, request, canonical(body)]))
        .digest('hex')
      const known = lines.get(key)
      if (known === undefined) {
        const reply = effect()
        const effects = reply.status < 300 ? 1 : 0
        const entry = {
          key,
          account,
          request,
          status: reply.status,
          attempts: 1,
          effects,
          firstAt: now().toISOString(),
        }
        lines.set(key, { entry, digest, reply })
        return reply
      }
      lines.set(key, { ...known, entry: { ...known.entry, attempts: known.entry.attempts + 1 } })
      if (known.digest !== digest) {
        return problem({ status: 422, code: 'key_reuse', title: 'This idempotency key belongs to another request' })
      }
      return { ...known.reply, headers: { ...known.reply.headers, 'idempotency-replayed': 'true' } }
    },
    entries: () => [...lines.values()].map((line) => line.entry),
  }
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => [name, canonical(member)])
}

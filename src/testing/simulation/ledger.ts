import type { Nemesis } from './nemesis.ts'

/** What must never happen, each with a line of its own in the report. */
export const violations = [
  'avoidable session loss',
  'avoidable double refresh',
  'session ended without cause',
  'session back after sign-out',
  'token of a closed session served',
  'token of somebody else served',
  'record of somebody else written',
  'work sent as somebody else',
  'work done twice',
  'work out of order',
  'work lost',
  'work left waiting',
  'served before it was durable',
  'announced before it was durable',
  'generation fell',
  'generation ahead of the record',
  'renewal broken off',
  'asked before Retry-After',
  'hammered the server',
  'authenticated past the offline limit',
  'secret at an outlet',
  'sealed without its account',
  'intent left behind',
  'lock left behind',
  'timer left behind',
  'promise never settled',
  'never came to rest',
  'tabs disagree',
  'state is not the server’s truth',
  'rejected without a handler',
  'other trace for the same seed',
] as const
export type Violation = (typeof violations)[number]

export interface Found {
  readonly kind: Violation
  readonly detail: string
}

/** Counts what was tried and what was found in one schedule. */
export interface Ledger {
  readonly found: readonly Found[]
  readonly faults: ReadonlyMap<Nemesis, number>
  readonly states: ReadonlySet<string>
  readonly checks: number
  readonly unavoidable: readonly string[]
  readonly hash: number
  fault(kind: Nemesis): void
  check(holds: boolean, kind: Violation, detail: () => string): void
  state(name: string): void
  loss(detail: string): void
  trace(text: string): void
  readonly lines: readonly string[]
}

export function ledger(keepsTrace: boolean): Ledger {
  const found: Found[] = []
  const faults = new Map<Nemesis, number>()
  const states = new Set<string>()
  const unavoidable: string[] = []
  const lines: string[] = []
  let checks = 0
  let hash = 0x811c9dc5
  return {
    found,
    faults,
    states,
    unavoidable,
    lines,
    get checks() {
      return checks
    },
    get hash() {
      return hash >>> 0
    },
    fault: (kind) => void faults.set(kind, (faults.get(kind) ?? 0) + 1),
    check(holds, kind, detail) {
      checks += 1
      if (holds) return
      const text = detail()
      if (keepsTrace) lines.push(`!! ${kind}: ${text}`)
      if (found.length < 20) found.push({ kind, detail: text })
    },
    state: (name) => void states.add(name),
    loss: (detail) => void unavoidable.push(detail),
    trace(text) {
      for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
      if (keepsTrace) lines.push(text)
    },
  }
}

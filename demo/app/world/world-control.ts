import type { WorldCommand } from '../../server/world/command.ts'

/** What the switches show of the demo's world. */
export interface WorldState {
  readonly provider: string
  readonly api: string
  /** How notes are answered. */
  readonly notes: string
  readonly accounts: readonly WorldAccount[]
}

export interface WorldAccount {
  readonly email: string
  readonly status: string
  readonly scopes: readonly string[]
}

/** The demo server's switches. They travel over the browser's own fetch: cutting the app off doesn't take them away. */
export async function changeWorld(command: WorldCommand): Promise<WorldState | null> {
  return ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(command) })
}

export async function readWorld(): Promise<WorldState | null> {
  return ask({})
}

/** Null: the server isn't there. */
async function ask(init: RequestInit): Promise<WorldState | null> {
  try {
    const answer = await fetch('/__world', init)
    const report: unknown = answer.ok ? await answer.json() : null
    return isWorld(report) ? report : null
  } catch {
    return null
  }
}

function isWorld(report: unknown): report is WorldState {
  if (typeof report !== 'object' || report === null || !('accounts' in report)) return false
  const isNamed = 'provider' in report && 'api' in report && 'notes' in report
  return isNamed && Array.isArray(report.accounts) && report.accounts.every(isAccount)
}

function isAccount(account: unknown): account is WorldAccount {
  if (typeof account !== 'object' || account === null || !('status' in account) || !('email' in account)) return false
  return typeof account.email === 'string' && 'scopes' in account && Array.isArray(account.scopes)
}

import type { WorldCommand } from '../../server/world/command.ts'

/** What the switches show of the demo's world. */
export interface WorldState {
  readonly isProviderDown: boolean
  /** Emails of accounts that are switched off. */
  readonly disabled: readonly string[]
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
    return answer.ok ? parse(await answer.json()) : null
  } catch {
    return null
  }
}

function parse(report: unknown): WorldState | null {
  if (typeof report !== 'object' || report === null || !('provider' in report) || !('accounts' in report)) return null
  const accounts = Array.isArray(report.accounts) ? (report.accounts as readonly unknown[]) : []
  return {
    isProviderDown: report.provider !== 'up',
    disabled: accounts.flatMap((account) => (isDisabled(account) ? [account.email] : [])),
  }
}

function isDisabled(account: unknown): account is { readonly email: string } {
  if (typeof account !== 'object' || account === null || !('status' in account) || !('email' in account)) return false
  return account.status === 'disabled' && typeof account.email === 'string'
}

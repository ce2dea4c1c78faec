import { noResponse } from '../../exchange/no-response.ts'
import { fail, succeed } from '../../exchange/settle.ts'
import type { IdentityFailure } from '../../ports/exchange.ts'
import type { CallContext } from '../../ports/identity.ts'
import type { Outcome } from '../../ports/outcome.ts'
import { refusedWith, scriptedFailure, type ScriptedAnswer } from './scripted-answer.ts'
import type { LedgerEntry, TokenLedger } from './token-ledger.ts'

/** The server's side of a scripted provider: what happens there, and what it saw. */
export interface ScriptedServer {
  /** Token requests that were sent, whether they arrived or not. */
  readonly attempts: number
  /** Token requests that arrived: sign-ins and refreshes. */
  readonly tokenRequests: number
  readonly refreshRequests: number
  /** Spent refresh tokens that came back outside the grace. */
  readonly reuseDetected: number
  readonly revokedTokens: readonly string[]
  /** Every token ever issued: none of them may turn up outside the vault. */
  readonly issuedTokens: readonly string[]
  /** How every request is answered from now on; null: properly. */
  setAnswer(answer: ScriptedAnswer | null): void
  /** How the next token requests are answered, before `setAnswer` counts again. */
  enqueue(...answers: readonly ScriptedAnswer[]): void
  /** Holds all token answers back, after the server has acted, until the returned function is called. */
  hold(): () => void
  /** Ends every login: their tokens are refused. */
  revokeSession(): void
  disable(): void
  enable(): void
  /** Who types in the password from now on. */
  signInAs(subject: string): void
  /** The user's part of a redirect sign-in: the address the browser comes back to. */
  approve(url: string): string
  deny(url: string): string
  /** Tells whether an API would take this access token. */
  accepts(accessToken: string): boolean
}

/** What the scripted provider asks of its server. */
export interface ServerSide {
  readonly server: ScriptedServer
  token(
    kind: 'sign_in' | 'refresh',
    context: CallContext,
    act: (subject: string) => LedgerEntry | null,
  ): Promise<Outcome<LedgerEntry, IdentityFailure>>
  /** Null: answer properly. */
  standing(): ScriptedAnswer | null
  /** True once per code. */
  redeem(code: string): boolean
}

export function scriptedServer(
  ledger: TokenLedger,
  options: { readonly subject: string; readonly answers: readonly ScriptedAnswer[]; readonly reachable: () => boolean },
): ServerSide {
  const queue = [...options.answers]
  const codes = new Set<string>()
  const seen = { attempts: 0, tokenRequests: 0, refreshRequests: 0, codes: 0 }
  let { subject } = options
  let standing: ScriptedAnswer | null = null
  let gate: Promise<void> = Promise.resolve()
  let disabled = false

  const callback = (url: string, name: string, value: string): string => {
    const { searchParams } = new URL(url)
    const back = new URL(searchParams.get('redirect_uri') ?? '')
    back.searchParams.set(name, value)
    back.searchParams.set('state', searchParams.get('state') ?? '')
    return back.href
  }

  return {
    standing: () => (options.reachable() ? standing : 'unreachable'),
    redeem: (code) => codes.delete(code),
    async token(kind, { signal, now }, act) {
      if (signal.aborted) {
        return fail(stopped(signal), now())
      }
      seen.attempts += 1
      const answer = options.reachable() ? (queue.shift() ?? standing) : 'unreachable'
      if (answer === 'unreachable' || answer === 'discovery_unavailable') {
        return scriptedFailure(answer, now())
      }
      seen.tokenRequests += 1
      seen.refreshRequests += kind === 'refresh' ? 1 : 0
      const acts = answer === null || answer === 'lost' || answer === 'hang'
      const entry = acts && !disabled ? act(subject) : null
      await Promise.race([answer === 'hang' ? new Promise<never>(() => undefined) : gate, ended(signal)])
      if (signal.aborted) {
        return fail(stopped(signal), now())
      }
      if (answer !== null) {
        return scriptedFailure(answer, now())
      }
      if (entry !== null) {
        return succeed(entry, now())
      }
      return fail(refusedWith(disabled ? 'account_disabled' : 'invalid_grant'), now())
    },
    server: {
      get attempts() {
        return seen.attempts
      },
      get tokenRequests() {
        return seen.tokenRequests
      },
      get refreshRequests() {
        return seen.refreshRequests
      },
      get reuseDetected() {
        return ledger.reuseDetected()
      },
      get revokedTokens() {
        return ledger.revoked()
      },
      get issuedTokens() {
        return ledger.issued()
      },
      setAnswer(answer) {
        standing = answer
      },
      enqueue(...answers) {
        queue.push(...answers)
      },
      hold() {
        let release = (): void => undefined
        gate = new Promise((resolve) => {
          release = resolve
        })
        return () => {
          release()
        }
      },
      revokeSession: () => ledger.revokeAll(),
      disable() {
        disabled = true
      },
      enable() {
        disabled = false
      },
      signInAs(next) {
        subject = next
      },
      approve(url) {
        seen.codes += 1
        const code = `code-${seen.codes}`
        codes.add(code)
        return callback(url, 'code', code)
      },
      deny: (url) => callback(url, 'error', 'access_denied'),
      accepts: (token) => !disabled && ledger.ownerOf(token) !== null,
    },
  }
}

function stopped(signal: AbortSignal): IdentityFailure {
  return { kind: 'exchange', exchange: noResponse(signal) }
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

import type { CallContext, IdentityProvider, RefreshRequest, SignInRequest, TokenGrant } from '../../ports/identity.ts'
import type { Subject } from './contract-case.ts'
import { demand, valueOf } from './demand.ts'

/** What goes wrong at the token endpoint. `lost`: the server acts, then the connection breaks. */
export type IdentityTrouble =
  | 'unreachable'
  | 'lost'
  | '503'
  | '429'
  | 'html'
  | 'redirect'
  | 'malformed'
  | 'truncated'
  | 'silent'

/** A provider, a server behind it, and a hand on that server. */
export interface IdentitySubject extends Subject {
  readonly identity: IdentityProvider
  context(signal?: AbortSignal): CallContext
  /** The default way of signing in, with the server's test account. */
  readonly request: SignInRequest
  /** The user's part of a redirect: from the provider's address to the callback's. Null where there is no redirect. */
  readonly approve: ((url: string) => Promise<string>) | null
  /** Token requests that arrived. */
  tokenRequests(): number
  /** Resolves once that many have. */
  arrival(count: number): Promise<void>
  /** What the token endpoint does from now on. */
  trouble(kind: IdentityTrouble | null): void
  /** Ends all logins at the server. */
  revokeSession(): Promise<void>
}

/** Signs in the way the provider offers first. */
export async function signIn({ identity, context, request, approve }: IdentitySubject): Promise<TokenGrant> {
  const step = valueOf(await identity.signIn(request, context()))
  if (step.kind === 'granted') return step.grant
  demand(approve !== null, 'A provider that redirects has someone to approve')
  return valueOf(await identity.resume(await approve(step.url), step.transaction, context()))
}

/** The refresh that a core makes of a grant. */
export function refreshOf({ refreshToken, subject, claims, scopes }: TokenGrant): RefreshRequest {
  demand(refreshToken !== null && refreshToken !== '', 'The sign-in brings a refresh token')
  return { refreshToken, subject, claims, scopes }
}

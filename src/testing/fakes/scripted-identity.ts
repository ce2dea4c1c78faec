import { after, duration, type Duration, type Instant } from '../../../machines/time.ts'
import { genericProfile } from '../../exchange/generic-profile.ts'
import { fail, succeed } from '../../exchange/settle.ts'
import type { CallbackRefusal, IdentityFailure } from '../../ports/exchange.ts'
import type {
  CallContext,
  IdentityProvider,
  RotationProfile,
  SignInRequest,
  SignInStep,
  TokenGrant,
} from '../../ports/identity.ts'
import type { Outcome } from '../../ports/outcome.ts'
import type { ProviderProfile } from '../../ports/provider-profile.ts'
import { refusedWith, scriptedFailure, type ScriptedAnswer } from './scripted-answer.ts'
import { scriptedServer, type ScriptedServer } from './scripted-server.ts'
import { tokenLedger, type LedgerEntry } from './token-ledger.ts'

/** What `scriptedIdentity` takes. */
export interface ScriptedIdentityOptions {
  /** Who signs in; later `server.signInAs`. */
  readonly subject?: string
  readonly issuer?: string
  readonly client?: string
  readonly redirectUri?: string
  readonly accessTokenTtl?: Duration
  readonly refreshTokenTtl?: Duration
  readonly rotation?: Partial<RotationProfile>
  readonly roles?: readonly string[]
  readonly scopes?: readonly string[]
  readonly origins?: readonly string[]
  /** Answers to the first token requests, in order; then the server behaves. */
  readonly answers?: readonly ScriptedAnswer[]
  /** The network between app and server, where a test cuts it. Default: always there. */
  readonly reachable?: () => boolean
  /** Part of every token, for a search of every outlet. */
  readonly canary?: string
}

/** An identity provider that answers as a test says. */
export type ScriptedIdentity = IdentityProvider & { readonly server: ScriptedServer }

/** RFC 6749, and the scripted server's own word for a disabled account. */
export const scriptedProfile: ProviderProfile = {
  ...genericProfile,
  name: 'scripted',
  source: 'scriptedServer',
  rows: [
    {
      id: 'scripted-disabled',
      match: { error: ['account_disabled'] },
      verdict: { category: 'locked', reason: 'account_disabled', consumed: 'no' },
    },
  ],
}

/** An identity provider without a network: rotates refresh tokens, detects reuse, answers as it is told. */
export function scriptedIdentity(options: ScriptedIdentityOptions = {}): ScriptedIdentity {
  const { issuer = 'https://id.test', client = 'app', canary = 'canary', roles = [] } = options
  const reuseGrace = duration(30_000)
  const rotation: RotationProfile = {
    rotates: true,
    reuseGrace,
    parentReusable: false,
    onReuse: 'family',
    ...options.rotation,
  }
  const ledger = tokenLedger({ rotation, canary })
  const side = scriptedServer(ledger, {
    subject: options.subject ?? 'mira',
    answers: options.answers ?? [],
    reachable: options.reachable ?? (() => true),
  })
  const redirectUri = options.redirectUri ?? 'https://app.test/callback'

  const grant = (entry: LedgerEntry, sentAt: Instant, receivedAt: Instant): TokenGrant => ({
    subject: { issuer, subject: entry.subject, tenant: null, client },
    accessToken: entry.accessToken,
    accessTokenExpiresAt: after(sentAt, options.accessTokenTtl ?? 60_000),
    refreshToken: entry.refreshToken,
    refreshTokenExpiresAt: options.refreshTokenTtl === undefined ? null : after(sentAt, options.refreshTokenTtl),
    claims: { iss: issuer, sub: entry.subject, aud: [client], azp: null, authTime: null, nonce: null },
    profile: { name: entry.subject, email: null, picture: null },
    roles,
    scopes: options.scopes ?? ['openid', 'offline_access'],
    time: { server: sentAt, sentAt, receivedAt },
  })

  const ask = async (
    kind: 'sign_in' | 'refresh',
    context: CallContext,
    act: (subject: string) => LedgerEntry | null,
  ): Promise<Outcome<TokenGrant, IdentityFailure>> => {
    const sentAt = context.now()
    const answer = await side.token(kind, context, act)
    return answer.ok ? succeed(grant(answer.value, sentAt, answer.at), answer.at) : answer
  }

  return {
    kind: 'tokens',
    ways: ['redirect', 'popup', 'credentials'],
    rotation,
    profile: scriptedProfile,
    origins: options.origins ?? ['https://api.test'],
    async signIn(request, context) {
      if (request.via === 'silent') {
        return fail({ kind: 'not_supported' }, context.now())
      }
      if (request.via === 'redirect') {
        return succeed(redirectStep(request, { issuer, redirectUri, now: context.now() }), context.now())
      }
      const granted = await ask('sign_in', context, (subject) => ledger.open(subject))
      return granted.ok ? succeed({ kind: 'granted', grant: granted.value }, granted.at) : granted
    },
    isCallback: (url) => url.startsWith(`${redirectUri}?`) && new URL(url).searchParams.has('state'),
    async resume(url, transaction, context) {
      const { searchParams } = new URL(url)
      const refuse = (code: CallbackRefusal): Outcome<never, IdentityFailure> =>
        fail({ kind: 'callback_refused', code }, context.now())
      if (searchParams.get('state') !== transaction.state) {
        return refuse('state')
      }
      if (searchParams.has('error')) {
        return refuse('denied')
      }
      const code = searchParams.get('code') ?? ''
      return ask('sign_in', context, (subject) => (side.redeem(code) ? ledger.open(subject) : null))
    },
    refresh: (request, context) => ask('refresh', context, () => ledger.spend(request.refreshToken, context.now())),
    async revoke(token, context) {
      const answer = side.standing()
      if (answer !== null) {
        return scriptedFailure(answer, context.now())
      }
      ledger.revoke(token)
      return succeed(null, context.now())
    },
    endSessionUrl: async ({ state }) => `${issuer}/logout?state=${encodeURIComponent(state)}`,
    async fetchUser(accessToken, expected, context) {
      const answer = side.standing()
      if (answer !== null) {
        return scriptedFailure(answer, context.now())
      }
      const owner = ledger.ownerOf(accessToken)
      if (owner === null) {
        return fail(refusedWith('invalid_token', 401), context.now())
      }
      return owner === expected.subject
        ? succeed({ profile: { name: owner, email: null, picture: null }, roles }, context.now())
        : fail({ kind: 'identity_mismatch' }, context.now())
    },
    server: side.server,
  }
}

function redirectStep(
  request: SignInRequest,
  options: { readonly issuer: string; readonly redirectUri: string; readonly now: Instant },
): SignInStep {
  const { issuer, redirectUri, now } = options
  // Not random, and needs not be: nobody attacks a script, and a failing test should read the same twice.
  const state = `state-${now}-${request.returnTo.length}`
  const url = new URL(`${issuer}/authorize`)
  url.searchParams.set('redirect_uri', redirectUri)
  url.searchParams.set('state', state)
  if (request.prompt !== null) url.searchParams.set('prompt', request.prompt)
  const { returnTo } = request
  return {
    kind: 'redirect',
    url: url.href,
    transaction: {
      state,
      nonce: 'nonce',
      codeVerifier: 'verifier',
      redirectUri,
      returnTo,
      maxAge: null,
      startedAt: now,
    },
  }
}

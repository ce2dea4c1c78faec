import { fail, succeed } from '../../src/exchange/settle.ts'
import type { IdentityFailure } from '../../src/ports/exchange.ts'
import type { CallContext, IdentityProvider, Subject, TokenGrant } from '../../src/ports/identity.ts'
import type { Outcome } from '../../src/ports/outcome.ts'
import type { ProviderProfile } from '../../src/ports/provider-profile.ts'
import { readSourceError, toldBy, type SourceError } from './token-source/source-error.ts'
import { sourceGrant, type SourceToken } from './token-source/source-token.ts'
import { sourceProfile, noSession } from './token-source/source-profile.ts'

export type { SourceError } from './token-source/source-error.ts'
export type { SourceToken } from './token-source/source-token.ts'

/** What `tokenSource` takes. */
export interface TokenSourceOptions {
  /** Names the authority that hands out user ids: the issuer. */
  readonly issuer: string
  /** Names this app there: the client id. */
  readonly client: string
  /**
   * What the SDK has now; null where it has no session. With `fresh` it has to ask its server. Rejects where it could not
   * find out: the network, a server in trouble.
   */
  readonly read: (options: { readonly fresh: boolean; readonly signal: AbortSignal }) => Promise<SourceToken | null>
  /** Calls back when the SDK may have another token, or none. Returns what ends it. */
  readonly subscribe?: (changed: () => void) => () => void
  /** Signs in on this page: with what the user typed, or in a popup where `credentials` is null. */
  readonly signIn?: (request: {
    readonly credentials: Readonly<Record<string, string>> | null
    readonly signal: AbortSignal
  }) => Promise<unknown>
  /** Signs in on the provider's page, and comes back with the `state` that the address of `begin` had. */
  readonly redirect?: {
    readonly begin: (request: { readonly returnTo: string; readonly loginHint: string | null }) => Promise<string>
    readonly isCallback: (url: string) => boolean
    readonly complete: (url: string) => Promise<unknown>
  }
  /** Ends the SDK's session on this device, without asking the network: a sign-out in a tunnel has to work. */
  readonly signOut: () => Promise<unknown>
  /** What a rejection of the SDK says of its server's answer; null: nothing was heard. Default: the usual members. */
  readonly readError?: (error: unknown) => SourceError | null
  /** What the vendor's refusals mean; one of `authchart/adapters/providers/…`. */
  readonly profile?: ProviderProfile
  /** Origins that may receive the access token. */
  readonly origins?: readonly string[]
}

/** A session whose refresh token another SDK owns. It is never asked twice for the same token, and never refreshed behind its back. */
export function tokenSource(options: TokenSourceOptions): IdentityProvider {
  for (const name of ['read', 'signOut'] as const) {
    if (typeof options[name] !== 'function') throw new TypeError(`Cannot create tokenSource: ${name} is no function`)
  }
  const { issuer, client, redirect, signIn, subscribe, readError = readSourceError } = options
  const profile = sourceProfile(options.profile)
  type Granted = Outcome<TokenGrant, IdentityFailure>
  /** What was handed out last, so that an SDK that calls back for every reason is heard only where something changed. */
  let last: string | null = null

  const failed = (error: unknown, { signal, now }: CallContext): Outcome<never, IdentityFailure> =>
    fail({ kind: 'exchange', exchange: toldBy(signal.aborted ? null : readError(error), signal) }, now())

  const ask = async (fresh: boolean, context: CallContext): Promise<Outcome<SourceToken, IdentityFailure>> => {
    try {
      const told = await orAbort(options.read({ fresh, signal: context.signal }), context.signal)
      last = told?.token ?? null
      if (told === null) return fail({ kind: 'exchange', exchange: noSession }, context.now())
      return succeed(told, context.now())
    } catch (error) {
      return failed(error, context)
    }
  }

  const grantOf = (
    answer: Outcome<SourceToken, IdentityFailure>,
    context: CallContext,
    known: Subject | null,
  ): Granted => {
    if (!answer.ok) return answer
    const grant = sourceGrant(answer.value, { issuer, client })
    // An SDK that hands out what has ended could not renew it.
    if (grant === null || grant.accessTokenExpiresAt <= context.now()) {
      return fail({ kind: 'exchange', exchange: toldBy(null, context.signal) }, context.now())
    }
    const { subject, tenant } = grant.subject
    const isSame = known === null || (subject === known.subject && tenant === known.tenant)
    return isSame ? succeed(grant, context.now()) : fail({ kind: 'identity_mismatch' }, context.now())
  }

  const take = async (context: CallContext): Promise<Granted> => grantOf(await ask(false, context), context, null)

  return {
    kind: 'token-source',
    ways: [
      ...(redirect ? (['redirect'] as const) : []),
      ...(signIn ? (['credentials', 'popup'] as const) : []),
      'silent',
    ],
    rotation: profile.rotation,
    profile,
    origins: options.origins ?? [],
    async signIn({ via, credentials, returnTo, loginHint, maxAge }, context) {
      const granted = (answer: Granted) =>
        answer.ok ? succeed({ kind: 'granted', grant: answer.value } as const, answer.at) : answer
      try {
        if (via === 'silent') return granted(await take(context))
        if (via === 'redirect' && redirect) {
          const url = await redirect.begin({ returnTo, loginHint })
          const state = new URL(url).searchParams.get('state') ?? ''
          const startedAt = context.now()
          const transaction = { state, nonce: '', codeVerifier: '', redirectUri: '', returnTo, maxAge, startedAt }
          return succeed({ kind: 'redirect', url, transaction }, context.now())
        }
        if (via === 'redirect' || signIn === undefined) return fail({ kind: 'not_supported' }, context.now())
        await signIn({ credentials, signal: context.signal })
        return granted(await take(context))
      } catch (error) {
        return failed(error, context)
      }
    },
    isCallback: (url) => redirect?.isCallback(url) ?? false,
    async resume(url, { state }, context) {
      const states = URL.canParse(url) ? new URL(url).searchParams.getAll('state') : []
      if (redirect === undefined || states.length !== 1 || states[0] !== state) {
        return fail({ kind: 'callback_refused', code: 'state' }, context.now())
      }
      try {
        await redirect.complete(url)
      } catch {
        return fail({ kind: 'callback_refused', code: 'denied' }, context.now())
      }
      return take(context)
    },
    async refresh({ accessToken, subject }, context) {
      const now = grantOf(await ask(false, context), context, subject)
      // The SDK has moved on by itself, or there is nothing to move on from.
      const isNew = now.ok && now.value.accessToken !== accessToken
      const isOver = !now.ok && (now.failure.kind !== 'exchange' || now.failure.exchange === noSession)
      return isNew || isOver || context.signal.aborted ? now : grantOf(await ask(true, context), context, subject)
    },
    // The SDK's own business: nothing of it is ours to revoke.
    revoke: async (_, { now }) => fail({ kind: 'not_supported' }, now()),
    async forget(context) {
      last = null
      try {
        await options.signOut()
        return succeed(null, context.now())
      } catch (error) {
        return failed(error, context)
      }
    },
    ...(subscribe === undefined
      ? {}
      : {
          subscribe: (changed: () => void) =>
            subscribe(() => {
              const { signal } = new AbortController()
              const known = last
              void options.read({ fresh: false, signal }).then(
                (told) => {
                  if ((told?.token ?? null) !== known) changed()
                },
                () => {},
              )
            }),
        }),
    endSessionUrl: async () => null,
    fetchUser: async (_, __, { now }) => fail({ kind: 'not_supported' }, now()),
  }
}

/** An SDK has patience of its own, and not every one takes a signal. */
function orAbort<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('Cannot wait longer for the SDK'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

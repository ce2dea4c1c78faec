import { ask, type Answer } from '../../src/exchange/ask.ts'
import { expectedSession } from '../../src/exchange/carry.ts'
import { malformedExchange } from '../../src/exchange/malformed-exchange.ts'
import { requestHygiene } from '../../src/exchange/request-hygiene.ts'
import { fail, succeed } from '../../src/exchange/settle.ts'
import type { IdentityFailure } from '../../src/ports/exchange.ts'
import type { CallContext, IdentityProvider, Subject, TokenGrant } from '../../src/ports/identity.ts'
import type { Outcome } from '../../src/ports/outcome.ts'
import { cookieProfile } from './cookie/refusals.ts'
import { sessionGrant } from './cookie/session-answer.ts'

/** What `cookie` takes. */
export interface CookieOptions {
  /** Names the authority that hands out user ids; any stable text, often the server's address. */
  readonly issuer: string
  /** Names this app. */
  readonly client: string
  /** Address that answers whose session the cookie is of. Absolute, or a path of the app's own origin, like all that follow. */
  readonly session: string
  /** Page that signs in and comes back: it gets `return_to` and `state`, and hands `state` back. */
  readonly login: string
  /** Address that ends the session named in the `expected-session` header. */
  readonly logout: string
  /** Where the sign-in comes back to. */
  readonly callback: string
  /**
   * The server answers 409 `{"error": "session_mismatch"}` to a request whose `expected-session` is not its cookie's. Without
   * it queued work could go out as somebody else: `createAuth` refuses a queue then. Default: false.
   */
  readonly verifiesSession?: boolean
  /** Origins that requests go to with the cookie. Default: the origin of `session`, where that is absolute. */
  readonly origins?: readonly string[]
}

/** A session that a server of the app's own (a BFF) keeps in an HttpOnly cookie: no token is ever in JavaScript. */
export function cookie(options: CookieOptions): IdentityProvider {
  for (const name of ['issuer', 'client', 'session', 'login', 'logout', 'callback'] as const) {
    if (typeof options[name] !== 'string' || options[name] === '') {
      throw new TypeError(`Cannot create cookie: the option ${name} is missing`)
    }
  }
  const { issuer, client, callback } = options
  const owner = { issuer, client }
  const unsupported = (context: CallContext): Outcome<never, IdentityFailure> =>
    fail({ kind: 'not_supported' }, context.now())

  const check = async (context: CallContext, known: Subject | null): Promise<Outcome<TokenGrant, IdentityFailure>> => {
    const answer = await request(options.session, context, { session: unnamed })
    const grant = sessionGrant(answer, owner)
    if (grant === null) {
      const { exchange, json, receivedAt } = answer
      return fail({ kind: 'exchange', exchange: json === null ? exchange : malformedExchange(exchange) }, receivedAt)
    }
    // The browser holds one cookie per origin: somebody else may have signed in with it.
    const isSame = known === null || (grant.subject.subject === known.subject && grant.subject.tenant === known.tenant)
    return isSame ? succeed(grant, answer.receivedAt) : fail({ kind: 'identity_mismatch' }, answer.receivedAt)
  }

  return {
    kind: 'cookie',
    bindsRequests: options.verifiesSession === true,
    ways: ['redirect'],
    rotation: cookieProfile.rotation,
    profile: cookieProfile,
    origins: options.origins ?? (URL.canParse(options.session) ? [new URL(options.session).origin] : []),
    async signIn({ via, returnTo, maxAge, loginHint, prompt }, context) {
      const redirectUri = absolute(callback)
      const login = absolute(options.login)
      if (via !== 'redirect' || !URL.canParse(login) || !URL.canParse(redirectUri)) {
        return unsupported(context)
      }
      const state = randomText()
      const url = new URL(login)
      const parameters = { return_to: redirectUri, state, login_hint: loginHint, prompt }
      for (const [name, value] of Object.entries(parameters)) {
        if (value !== null) {
          url.searchParams.set(name, value)
        }
      }
      const now = context.now()
      // Nonce and verifier are the server's own business.
      const transaction = { state, nonce: '', codeVerifier: '', redirectUri, returnTo, maxAge, startedAt: now }
      return succeed({ kind: 'redirect', url: url.href, transaction }, now)
    },
    isCallback(url) {
      const expected = absolute(callback, url)
      return (
        URL.canParse(url) &&
        URL.canParse(expected) &&
        new URL(url).searchParams.has('state') &&
        new URL(url).origin === new URL(expected).origin &&
        new URL(url).pathname === new URL(expected).pathname
      )
    },
    async resume(url, transaction, context) {
      const { searchParams } = new URL(url)
      const states = searchParams.getAll('state')
      if (states.length !== 1 || states[0] !== transaction.state) {
        return fail({ kind: 'callback_refused', code: 'state' }, context.now())
      }
      return searchParams.has('error')
        ? fail({ kind: 'callback_refused', code: 'denied' }, context.now())
        : check(context, null)
    },
    refresh: ({ subject }, context) => check(context, subject),
    async revoke(session, context) {
      const { exchange, receivedAt } = await request(options.logout, context, { session, method: 'POST' })
      const done = exchange.kind === 'response' && !exchange.redirected && exchange.contentType !== 'html'
      // 401, 404, 409, 410: that session is not there any more, or the cookie is already another's.
      const ended = done && (within2xx(exchange.status) || [401, 404, 409, 410].includes(exchange.status))
      return ended ? succeed(null, receivedAt) : fail({ kind: 'exchange', exchange }, receivedAt)
    },
    endSessionUrl: async () => null,
    async fetchUser(_, subject, context) {
      const found = await check(context, subject)
      const nobody = { name: null, email: null, picture: null }
      return found.ok ? succeed({ profile: found.value.profile ?? nobody, roles: found.value.roles }, found.at) : found
    },
  }
}

/** A check asks whose session it is. The header goes along all the same: no foreign page can send it. */
const unnamed = 'any'

function request(
  address: string,
  context: CallContext,
  { session, method = 'GET' }: { readonly session: string; readonly method?: string },
): Promise<Answer> {
  const url = absolute(address)
  const headers = { accept: 'application/json', [expectedSession]: session }
  const init = { ...requestHygiene, credentials: 'include', method, headers, signal: context.signal } as const
  return ask(() => context.fetch(url, init), { url, context, shape: cookieProfile.shape })
}

const within2xx = (status: number): boolean => status >= 200 && status < 300

function absolute(address: string, page?: string): string {
  const base = page ?? (typeof location === 'undefined' ? undefined : location.origin)
  return URL.canParse(address) || !URL.canParse(address, base) ? address : new URL(address, base).href
}

/** 256 bits (OL-02). */
function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

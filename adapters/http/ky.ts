import ky, { type KyInstance, type Options } from 'ky'
import type { Generation } from '../../machines/time.ts'
import { carry, expectedSession, saysSessionMismatch, sendAs } from '../../src/exchange/carry.ts'
import { isForeignPage } from '../../src/exchange/is-foreign-page.ts'
import { stepUpChallengeOf } from '../../src/exchange/step-up-challenge.ts'
import type { AccessSource, AccessToken } from '../../src/ports/access.ts'

/** Name of this adapter's note in a request's `options.context`. */
const note = 'authchart'

/** What one request has been through. Lives in `options.context`, because ky's `retryCount` also counts 503s. */
interface Passage {
  readonly replayable: boolean
  generation: Generation | null
  replacement: AccessToken | null
  replayed: boolean
  /** The browser's cookie goes along. */
  cookie: boolean
  /** The token goes along with a proof, made when the request is as it leaves. */
  bound: AccessToken | null
}

/**
 * A ky instance that sends requests as the signed-in user. To the allow-listed origins it adds the access token; a 401
 * is replayed once with a newer one (with a cookie: a 409 about its session, too), the next 401 and every 403 go to the
 * caller. Requests end with the session.
 * A request without a session rejects; with `context: {auth: 'optional'}` it goes out bare. `extend` it like any other.
 */
export function kyAuth(auth: AccessSource, options: Options = {}): KyInstance {
  const sign = async (request: Request, passage: Passage, optional: boolean): Promise<void> => {
    if (!auth.origins.includes(new URL(request.url).origin)) {
      return
    }
    if (passage.replacement === null) {
      const access = await orNull(auth.access(), optional)
      passage.generation = access?.generation ?? null
      passage.replacement = access
    }
    if (passage.replacement === null) {
      request.headers.delete('authorization')
    } else {
      const { headers } = carry(passage.replacement)
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
      passage.cookie = passage.replacement.carrier === 'cookie'
    }
    passage.bound = passage.replacement?.possession === undefined ? null : passage.replacement
    passage.replacement = null
  }

  return ky.create(options).extend({
    hooks: {
      init: [(request) => prepare(request, auth)],
      beforeRequest: [
        async ({ request, options: { context } }) => {
          const passage = passageOf(context)
          // A caller's own credentials are the caller's business.
          if (passage !== null && !request.headers.has('authorization')) {
            await sign(request, passage, context['auth'] === 'optional')
          }
        },
      ],
      beforeRetry: [
        async ({ request, options: { context } }) => {
          const passage = passageOf(context)
          if (passage !== null && passage.generation !== null) {
            await sign(request, passage, context['auth'] === 'optional')
          }
        },
      ],
      afterResponse: [
        async ({ request, response, options: { context } }) => {
          const passage = passageOf(context)
          if (passage !== null && passage.generation !== null && isForeignPage(request, response)) {
            auth.suspected?.({ origin: new URL(request.url).origin })
          }
          if (passage === null || passage.generation === null || !mayReplay(request, response, passage)) {
            return undefined
          }
          const otherSession = await saysSessionMismatch(passage.cookie ? { carrier: 'cookie' } : {}, response)
          if (response.status !== 401 && !otherSession) {
            return undefined
          }
          passage.replayed = true
          const { origin } = new URL(request.url)
          const challenge = stepUpChallengeOf(response)
          const { generation } = passage
          // RFC 9470: this 401 asks for a fresher login, which no refresh can give.
          const newer =
            challenge === null
              ? await auth.rejected({ generation, origin, otherSession })
              : ((await auth.challenged?.({ generation, challenge })) ?? null)
          if (newer === null) {
            return undefined
          }
          passage.generation = newer.generation
          passage.replacement = newer
          return ky.retry({ request, delay: 0, code: 'ACCESS_TOKEN_REPLACED' })
        },
      ],
    },
  })
}

function mayReplay(request: Request, response: Response, passage: Passage): boolean {
  if (!passage.replayable || passage.replayed) {
    return false
  }
  // A redirect to another origin lost the token on the way: that server never saw what it refuses.
  if (response.redirected && new URL(response.url).origin !== new URL(request.url).origin) {
    return false
  }
  return true
}

/** Runs once per request, before ky reads its options. */
function prepare(request: Options, auth: AccessSource): void {
  // A stream could only be sent again by holding all of it in memory; the caller gets the 401 instead. React Native has none.
  const replayable = typeof ReadableStream === 'undefined' || !(request.body instanceof ReadableStream)
  const passage: Passage = {
    replayable,
    generation: null,
    replacement: null,
    replayed: false,
    cookie: false,
    bound: null,
  }
  request.context = { ...request.context, [note]: passage }
  request.fetch = lastGate(request.fetch ?? globalThis.fetch, passage, auth)
  if (replayable) {
    request.retry = withReplay(request.retry, passage)
  }
}

/**
 * The last look at a request: it ends with the session, and a token that a caller's hook pointed at another origin comes
 * off (ky sends a Request returned by a hook as it is, and skips the hooks after it).
 */
function lastGate(send: typeof globalThis.fetch, passage: Passage, auth: AccessSource): typeof globalThis.fetch {
  const begun = auth.signal
  return (input, init) => {
    // While the session was being opened it had no account, and so another signal.
    const ends = [begun, auth.signal]
    if (!(input instanceof Request)) {
      return send(input, { ...init, signal: AbortSignal.any(ends) })
    }
    if (passage.generation !== null && !auth.origins.includes(new URL(input.url).origin)) {
      input.headers.delete('authorization')
      input.headers.delete(expectedSession)
      passage.generation = null
      passage.cookie = false
      passage.bound = null
    }
    // Options beside a Request reset its referrer (Fetch standard, new Request, "if init is not empty").
    const { referrer, referrerPolicy } = input
    const cookie: RequestInit = passage.cookie ? { credentials: 'include' } : {}
    const signal = AbortSignal.any([input.signal, ...ends])
    const options: RequestInit = { referrer, referrerPolicy, ...init, ...cookie, signal }
    const { bound } = passage
    // A caller's hook may have put other credentials there.
    if (bound === null || input.headers.get('authorization') !== carry(bound).headers['authorization']) {
      return send(input, options)
    }
    const { method, url } = input
    return sendAs(bound, { method, url, signal, isOnce: !passage.replayable }, ({ headers }) => {
      const sent = passage.replayable ? input.clone() : input
      for (const [name, value] of Object.entries(headers)) sent.headers.set(name, value)
      return send(sent, options)
    })
  }
}

/** Makes room for the replay beside the caller's own retries, also where those are off or used up. */
function withReplay(retry: Options['retry'], passage: Passage): NonNullable<Options['retry']> {
  const own = typeof retry === 'number' ? { limit: retry } : (retry ?? {})
  const limit = own.limit ?? 2
  return {
    ...own,
    limit: limit + 1,
    async shouldRetry(state) {
      const used = state.retryCount - (passage.replayed ? 1 : 0)
      return used > limit ? false : own.shouldRetry?.({ ...state, retryCount: used })
    },
  }
}

function passageOf(context: Readonly<Record<string, unknown>>): Passage | null {
  return (context[note] as Passage | undefined) ?? null
}

async function orNull<Value>(promise: Promise<Value>, optional: boolean): Promise<Value | null> {
  try {
    return await promise
  } catch (error) {
    if (optional) {
      return null
    }
    throw error
  }
}

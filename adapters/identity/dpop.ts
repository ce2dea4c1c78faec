import {
  allowInsecureRequests,
  customFetch,
  DPoP,
  isDPoPNonceError,
  modifyAssertion,
  protectedResourceRequest,
  WWWAuthenticateChallengeError,
  type DPoPHandle,
} from 'oauth4webapi'
import type { Instant } from '../../machines/time.ts'
import { isJsonObject, parseJson } from '../../src/exchange/parse-json.ts'
import { readBody } from '../../src/exchange/read-body.ts'
import type { Possession, ProvenRequest, TokenBinding } from '../../src/ports/possession.ts'

/** Below this a server's clock and ours agree: then a proof was refused for something else. */
const disagreement = 2_000

/**
 * Binds tokens to a key of this device that no script can read (DPoP, RFC 9449), for `oidc({ dpop: dpop() })`: a stolen token
 * is worth nothing without it. A new key at each sign-in; the store has to be one that keeps key pairs.
 */
export function dpop(): TokenBinding {
  return { possession: (pair, { now }) => possess(pair, now) }
}

function possess(pair: CryptoKeyPair, now: () => Instant): Possession {
  /** What refusals have shown of the server's clock, beyond what `now` knows. */
  let skew = 0
  const signedAt = (): number => now() + skew
  // Nonces of authorization and resource servers are told apart, also where they share an origin (§9).
  const bound = handle(pair, { at: signedAt, hasToken: true })
  const unbound = handle(pair, { at: signedAt, hasToken: false })

  /** Whether another proof may do: the server has said what was wrong with this one's nonce or time. */
  const isMendable = async ({ error, answer }: Attempt, request: ProvenRequest): Promise<boolean> => {
    if (answer.status !== 400 && answer.status !== 401) return false
    const code = error === null ? await bodyError(answer, request) : codeOf(error)
    const hasNonce = answer.headers.has('dpop-nonce')
    if (code === 'use_dpop_nonce') return hasNonce
    if (code === 'invalid_dpop_proof') return learn(answer)
    // A page of another origin may see the nonce and not the challenge.
    return code === null && answer.status === 401 && !answer.headers.has('www-authenticate') && hasNonce
  }
  const learn = ({ headers }: Response): boolean => {
    const server = Date.parse(headers.get('date') ?? '')
    if (Number.isNaN(server) || Math.abs(server - signedAt()) < disagreement) return false
    skew += server - signedAt()
    return true
  }

  return {
    thumbprint: () => bound.calculateThumbprint().catch(() => null),
    async send(request, transmit) {
      const once = (): Promise<Attempt> => attempt(request.token === null ? unbound : bound, request, transmit)
      const first = await once()
      const isAgain = (await isMendable(first, request)) && request.isOnce !== true && !request.signal.aborted
      if (!isAgain) return first.answer
      // Unread, it would hold its connection.
      first.answer.body?.cancel().catch(() => {})
      return (await once()).answer
    },
  }
}

interface Attempt {
  readonly answer: Response
  /** The challenge, where the answer has one. */
  readonly error: WWWAuthenticateChallengeError | null
}

/** The library makes proofs for requests that it sends itself: this one it hands over with its headers. */
async function attempt(
  proofs: DPoPHandle,
  { method, url, token }: ProvenRequest,
  transmit: Parameters<Possession['send']>[1],
): Promise<Attempt> {
  let heard: Response | null = null
  const handOver = async (
    _: string,
    init: { readonly headers: Readonly<Record<string, string>> },
  ): Promise<Response> => {
    const { authorization = '', dpop: proof = '' } = init.headers
    heard = await transmit(token === null ? { dpop: proof } : { authorization, dpop: proof })
    return heard
  }
  // Which addresses may have the token was decided before.
  const options = { DPoP: proofs, [customFetch]: handOver, [allowInsecureRequests]: true }
  try {
    return {
      answer: await protectedResourceRequest(token ?? none, method, new URL(url), undefined, null, options),
      error: null,
    }
  } catch (error) {
    if (heard !== null && error instanceof WWWAuthenticateChallengeError) return { answer: heard, error }
    throw error
  }
}

/** Stands where the library wants a token and there is none yet; it goes nowhere. */
const none = 'none'

function handle(
  pair: CryptoKeyPair,
  { at, hasToken }: { readonly at: () => number; readonly hasToken: boolean },
): DPoPHandle {
  return DPoP({}, pair, {
    [modifyAssertion](_, payload) {
      payload['iat'] = Math.floor(at() / 1000)
      if (!hasToken) delete payload['ath']
    },
  })
}

function codeOf(error: WWWAuthenticateChallengeError): string {
  if (isDPoPNonceError(error)) return 'use_dpop_nonce'
  const isDpop = ({ scheme, parameters }: (typeof error.cause)[number]): boolean =>
    scheme === 'dpop' && parameters.error === 'invalid_dpop_proof'
  return error.cause.some(isDpop) ? 'invalid_dpop_proof' : 'other'
}

/** `error` of a token endpoint's refusal (RFC 6749 §5.2); whoever asked reads the answer once more. */
async function bodyError(answer: Response, { token, signal }: ProvenRequest): Promise<string | null> {
  if (token !== null || answer.bodyUsed) return null
  const body = parseJson((await readBody(answer.clone(), signal)) ?? '')?.value
  return body !== undefined && isJsonObject(body) && typeof body['error'] === 'string' ? body['error'] : null
}

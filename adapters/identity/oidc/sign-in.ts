import { fail, succeed } from '../../../src/exchange/settle.ts'
import type { IdentityFailure } from '../../../src/ports/exchange.ts'
import type { SignInRequest, SignInStep } from '../../../src/ports/identity.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import { authorization } from './authorize.ts'
import type { Popup } from './popup.ts'
import { absoluteUrl } from './safe-url.ts'
import { exchangeCode, type TokenRequest } from './token-request.ts'

type Step = Outcome<SignInStep, IdentityFailure>

/** Prepares a redirect, or carries a sign-in by popup, or one that nobody sees, through to its grant. */
export async function startSignIn(signIn: SignInRequest, request: TokenRequest): Promise<Step> {
  const { settings, context } = request
  const redirectUri = absoluteUrl(settings.redirectUri)
  if (redirectUri === null || signIn.via === 'credentials') {
    return fail({ kind: 'not_supported' }, context.now())
  }
  // Opened before the first await: browsers allow it only while the user's click is still being handled.
  const popup = open(signIn.via, settings)
  if (signIn.via !== 'redirect' && popup === null) {
    return fail({ kind: 'not_supported' }, context.now())
  }
  try {
    const found = await request.discovery.find(context)
    if (!found.ok) {
      return found
    }
    const options = { settings, metadata: found.value, redirectUri, now: context.now(), possession: context.possession }
    const { url, transaction } = await authorization(signIn, options)
    if (popup === null) {
      return succeed({ kind: 'redirect', url, transaction }, context.now())
    }
    const answer = popup.callback(transaction.state, context.signal)
    popup.navigate(url)
    const callback = await answer
    if (callback === null) {
      return fail(signIn.via === 'popup' ? { kind: 'cancelled' } : unanswered, context.now())
    }
    const granted = await exchangeCode(callback, transaction, request)
    return granted.ok ? succeed({ kind: 'granted', grant: granted.value }, granted.at) : granted
  } finally {
    popup?.close()
  }
}

function open(via: SignInRequest['via'], { openPopup, openFrame }: TokenRequest['settings']): Popup | null {
  if (via === 'redirect') return null
  return via === 'popup' ? openPopup() : openFrame()
}

/** A provider that shows a page where it was asked for none, or that lets no frame show it. */
const unanswered: IdentityFailure = { kind: 'exchange', exchange: { kind: 'no_response', cause: 'timeout' } }

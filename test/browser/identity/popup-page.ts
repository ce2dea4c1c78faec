import { completePopup, oidc } from '../../../adapters/identity/oidc.ts'
import { instant } from '../../../machines/time.ts'

declare global {
  /** Signs in by popup and says what came of it: the subject, or the failure's kind. */
  var signInByPopup: (issuer: string) => Promise<string>
}

/** An app of two pages: the one that opens the window, and the callback that hands over. */
if (location.pathname === '/callback') {
  document.title = completePopup() ? 'handed over' : 'not a popup'
} else {
  globalThis.signInByPopup = async (issuer) => {
    const identity = oidc({ issuer, clientId: 'app', redirectUri: '/callback' })
    const outcome = await identity.signIn(
      { via: 'popup', credentials: null, loginHint: null, returnTo: '/', acrValues: null, maxAge: null, prompt: null },
      {
        fetch: (input, init) => fetch(input, init),
        signal: new AbortController().signal,
        now: () => instant(performance.timeOrigin + performance.now()),
        cache: { read: async () => null, write: async () => undefined },
      },
    )
    if (!outcome.ok) return outcome.failure.kind
    return outcome.value.kind === 'granted' ? outcome.value.grant.subject.subject : outcome.value.kind
  }
}

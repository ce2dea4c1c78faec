/** A window for one sign-in, as `oidc({ openPopup })` takes it. */
export interface SignInWindow {
  navigate(url: string): void
  callback(state: string, signal: AbortSignal): Promise<string | null>
  close(): void
}

/** What is used of `expo-web-browser`: `import * as WebBrowser from 'expo-web-browser'`. */
export interface ExpoWebBrowser {
  openAuthSessionAsync(url: string, redirectUrl: string): Promise<{ readonly type: string; readonly url?: string }>
  dismissAuthSession(): void
}

/** How an app leaves for the system's browser, and hears of the links that lead back into it. */
export interface SystemBrowser {
  /** `(url) => Linking.openURL(url)`, or a message to Electron's main process for `shell.openExternal`. */
  open(url: string): unknown
  /** `Linking`'s `url` event, or the main process's `open-url` and `second-instance`. Returns an unsubscribe. */
  onLink(listener: (url: string) => void): () => void
}

/**
 * Signs in in the browser sheet of the phone: `oidc({ openPopup: authSession(WebBrowser, 'field-app://callback') })`, then
 * `signIn({ via: 'popup' })`. Closing the sheet cancels. The address may be any app's: only an answer with this sign-in's
 * `state` counts, and its code is worth nothing without the PKCE verifier (RFC 8252 §8.1).
 */
export function authSession(browser: ExpoWebBrowser, redirectUri: string): () => SignInWindow {
  return () => {
    let left = (_url: string): void => {}
    const leaving = new Promise<string>((resolve) => {
      left = resolve
    })
    return {
      navigate: (url) => left(url),
      async callback(state, signal) {
        const answer = leaving.then((url) => browser.openAuthSessionAsync(url, redirectUri))
        const ended = new Promise<null>((resolve) => {
          if (signal.aborted) resolve(null)
          signal.addEventListener('abort', () => resolve(null), { once: true })
        })
        const end = await Promise.race([answer.catch(() => null), ended])
        return end?.url !== undefined && stateOf(end.url) === state ? end.url : null
      },
      close: () => browser.dismissAuthSession(),
    }
  }
}

/**
 * Signs in in the system's own browser, for desktops and wherever there is no sheet: `oidc({ openPopup: systemBrowser(…) })`.
 * Nothing tells that somebody closed it: `auth.cancel()` ends the wait.
 */
export function systemBrowser({ open, onLink }: SystemBrowser): () => SignInWindow {
  return () => ({
    navigate(url) {
      // What the system opens beside web pages, it may run.
      if (!/^https?:\/\//i.test(url))
        throw new TypeError('Cannot leave for the browser: the address is not http or https')
      open(url)
    },
    callback: (state, signal) =>
      new Promise((resolve) => {
        const settle = (url: string | null): void => {
          leave()
          signal.removeEventListener('abort', giveUp)
          resolve(url)
        }
        const giveUp = (): void => settle(null)
        const leave = onLink((url) => {
          if (stateOf(url) === state) settle(url)
        })
        signal.addEventListener('abort', giveUp, { once: true })
        if (signal.aborted) giveUp()
      }),
    close: () => {},
  })
}

function stateOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).searchParams.get('state') : null
}

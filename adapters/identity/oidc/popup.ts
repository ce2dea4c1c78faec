/** A window for one sign-in. */
export interface Popup {
  /** Sends it to the provider. */
  navigate(url: string): void
  /** The callback's address for this state, or null when the user closed the window or the signal ended. Never rejects. */
  callback(state: string, signal: AbortSignal): Promise<string | null>
  close(): void
}

/** Called at once in `signIn`, while the user's gesture still counts. Null when the browser blocks it. */
export type OpenPopup = () => Popup | null

const channelName = 'authchart.popup'

/** What the callback page hands over. Same origin only; the code in it is worthless without the PKCE verifier. */
interface Handover {
  readonly authchart: 'popup'
  readonly url: string
}

/** Nobody types a password for longer; also the end for a window that a COOP header cut off and that was then closed. */
const longestSignIn = 10 * 60 * 1000
/** How often we look whether the window is still there: no event tells. */
const lookEvery = 500

export function browserPopup(): Popup | null {
  const opened = typeof window === 'undefined' ? null : window.open('', '', 'popup,width=480,height=680')
  return opened === null
    ? null
    : {
        callback: handoverFrom(opened, longestSignIn),
        close: () => opened.close(),
        navigate: (url) => opened.location.replace(url),
      }
}

/** Waits for the callback that belongs to a state, from this window or from one that has lost it, for so long at most. */
export function handoverFrom(popup: Window, patience: number): Popup['callback'] {
  return (state, signal) =>
    new Promise((resolve) => {
      const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName)
      const over = new AbortController()
      const settle = (url: string | null): void => {
        over.abort()
        channel?.close()
        resolve(url)
      }
      const take = (data: unknown): void => {
        if (isHandover(data) && stateOf(data.url) === state) {
          settle(data.url)
        }
      }
      // A provider's COOP header makes the window look closed while the user is in it; then the focus is there, not
      // here. Gone means gone at two looks in a row: the handover and the closing window race each other.
      const look = (wasGone: boolean): void => {
        const gone = popup.closed && document.hasFocus()
        if (gone && wasGone) {
          settle(null)
        } else {
          AbortSignal.timeout(lookEvery).addEventListener('abort', () => look(gone), { signal: over.signal })
        }
      }
      const options = { signal: over.signal }
      const end = AbortSignal.any([signal, AbortSignal.timeout(patience)])
      end.addEventListener('abort', () => settle(null), options)
      window.addEventListener(
        'message',
        (event) => {
          if (event.origin === location.origin && event.source === popup) {
            take(event.data)
          }
        },
        options,
      )
      channel?.addEventListener('message', (event) => take(event.data), options)
      if (end.aborted) {
        settle(null)
      } else {
        look(false)
      }
    })
}

/**
 * For the callback page: hands the answer of a popup or a silent sign-in to the page that began it, closes this window and
 * answers true; answers false, having done nothing, when this page isn't the callback of either. Call it before anything else on that page.
 */
export function completePopup(popupState = 'popup.'): boolean {
  const url = location.href
  if (stateOf(url)?.startsWith(popupState) !== true) {
    return false
  }
  const handover: Handover = { authchart: 'popup', url }
  history.replaceState(null, '', location.pathname)
  const opener = window.opener as Window | null
  if (opener === null) {
    const channel = new BroadcastChannel(channelName)
    channel.postMessage(handover)
    channel.close()
  } else {
    opener.postMessage(handover, location.origin)
  }
  window.close()
  return true
}

function isHandover(data: unknown): data is Handover {
  return (
    typeof data === 'object' &&
    data !== null &&
    'authchart' in data &&
    data.authchart === 'popup' &&
    'url' in data &&
    typeof data.url === 'string'
  )
}

function stateOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).searchParams.get('state') : null
}

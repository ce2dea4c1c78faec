/** Who keeps the tokens: the app, sealed on this device; or a server of the app's own, which gives the browser a cookie. */
export type SessionKind = 'tokens' | 'cookie'

const key = 'fieldwork: session kind'

export function sessionKindOf(storage: Storage): SessionKind {
  return storage.getItem(key) === 'cookie' ? 'cookie' : 'tokens'
}

/** Each kind has a session and a store of its own; the page starts anew with the other one. */
export function chooseSessionKind(kind: SessionKind): void {
  localStorage.setItem(key, kind)
  location.assign('/')
}

/** One contestant in one tab. Storage is shared with the other tabs of the browser. */
export interface Tab {
  /** A new login; what was stored is forgotten. Resolves once it is stored. */
  signIn(): Promise<void>
  /** Loads the client as a page does: it finds the login of another tab. */
  open(): Promise<void>
  /** Asks for a token that is fresh. True: there is one. */
  renew(): Promise<boolean>
}

/** A network, or a proxy, that wants somebody to sign in first: RFC 6585 §6, RFC 9110 §15.5.8. */
const wantsSignIn: readonly number[] = [511, 407]

const page = /^(text\/html|application\/xhtml\+xml)\s*(;|$)/i

/**
 * Whether an API's answer is a page that nobody asked for: what a captive portal or a filtering proxy puts in its place
 * (EC-05). Pages of errors are the server's own; a request that names HTML in `Accept` gets what it wants.
 */
export function isForeignPage({ headers: asked }: Request, { status, ok, headers }: Response): boolean {
  if (wantsSignIn.includes(status)) return true
  if (!ok && status !== 403) return false
  return page.test(headers.get('content-type') ?? '') && !(asked.get('accept') ?? '').includes('html')
}

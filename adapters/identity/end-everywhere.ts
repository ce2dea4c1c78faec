import { ask } from '../../src/exchange/ask.ts'
import { sendAs } from '../../src/exchange/carry.ts'
import { requestHygiene } from '../../src/exchange/request-hygiene.ts'
import { fail, succeed } from '../../src/exchange/settle.ts'
import type { IdentityFailure } from '../../src/ports/exchange.ts'
import type { CallContext } from '../../src/ports/identity.ts'
import type { Outcome } from '../../src/ports/outcome.ts'
import type { ErrorShape } from '../../src/ports/provider-profile.ts'

/** One empty POST with the access token; 2xx says that all sessions of its user have ended. */
export async function endEverywhere(
  address: string,
  {
    accessToken,
    shape,
    context,
  }: { readonly accessToken: string; readonly shape: ErrorShape; readonly context: CallContext },
): Promise<Outcome<null, IdentityFailure>> {
  const url = typeof location === 'undefined' ? address : new URL(address, location.origin).href
  const { signal, possession } = context
  const { exchange, receivedAt } = await ask(
    () =>
      sendAs({ token: accessToken, possession }, { method: 'POST', url, signal }, ({ headers }) =>
        context.fetch(url, { ...requestHygiene, method: 'POST', headers, signal }),
      ),
    { url, context, shape, secrets: [accessToken] },
  )
  const isDone =
    exchange.kind === 'response' &&
    exchange.status >= 200 &&
    exchange.status < 300 &&
    !exchange.redirected &&
    // A portal's page is a 200 as well.
    exchange.contentType !== 'html'
  return isDone ? succeed(null, receivedAt) : fail({ kind: 'exchange', exchange }, receivedAt)
}

import { ask } from '../../../src/exchange/ask.ts'
import { requestHygiene } from '../../../src/exchange/request-hygiene.ts'
import { fail, succeed } from '../../../src/exchange/settle.ts'
import type { IdentityFailure } from '../../../src/ports/exchange.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import type { TokenRequest } from './token-request.ts'

/**
 * RFC 7009: any 200 is a success, also for a token the server never knew (§2.2), whatever its body is. Where the profile
 * says so the logout endpoint takes the token instead, and answers 204; there a token it does not know is ended already.
 */
export async function revokeToken(
  token: string,
  { settings, discovery, context }: TokenRequest,
): Promise<Outcome<null, IdentityFailure>> {
  const found = await discovery.find(context)
  if (!found.ok) {
    return found
  }
  const { revocation_endpoint: revocation, end_session_endpoint: logout } = found.value
  const isLogout = settings.profile.givesBackAt === 'logout' && logout !== undefined
  const url = isLogout ? logout : revocation
  if (url === undefined) {
    return fail({ kind: 'not_supported' }, context.now())
  }
  const body = new URLSearchParams({
    client_id: settings.clientId,
    ...(isLogout ? { refresh_token: token } : { token, token_type_hint: 'refresh_token' }),
  })
  const { exchange, receivedAt } = await ask(
    () => context.fetch(url, { ...requestHygiene, method: 'POST', body, signal: context.signal }),
    { url, context, shape: settings.profile.shape, secrets: [token] },
  )
  // A portal's page is a 200 as well.
  const revoked =
    exchange.kind === 'response' &&
    (exchange.status === 200 || (isLogout && (exchange.status === 204 || exchange.error === 'invalid_grant'))) &&
    !exchange.redirected &&
    exchange.contentType !== 'html'
  return revoked ? succeed(null, receivedAt) : fail({ kind: 'exchange', exchange }, receivedAt)
}

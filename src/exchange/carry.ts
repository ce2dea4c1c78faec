import type { AccessToken } from '../ports/access.ts'
import type { ProvenRequest } from '../ports/possession.ts'

export interface Carried {
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: { readonly credentials: 'include' } | Record<never, never>
}

/** The header that names the session a request is meant for; the server refuses another session's cookie with 409. */
export const expectedSession = 'expected-session'

/** What that server says with the 409. Nothing was done then, and nothing is wrong with the request itself. */
const sessionMismatch = 'session_mismatch'

/** Whether an answer says that the browser's cookie is of another session than the one this request is meant for. */
export function isSessionMismatch(
  { carrier }: Pick<AccessToken, 'carrier'>,
  { status, error }: { readonly status: number; readonly error: string | null },
): boolean {
  return carrier === 'cookie' && status === 409 && error === sessionMismatch
}

/** The same of an answer that nobody has read yet; its body stays readable. */
export async function saysSessionMismatch(access: Pick<AccessToken, 'carrier'>, response: Response): Promise<boolean> {
  if (!isSessionMismatch(access, { status: response.status, error: sessionMismatch })) return false
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return typeof body === 'object' && body !== null && 'error' in body && body.error === sessionMismatch
}

/** How a request is made the signed-in user's, where the token alone does it. */
export function carry({ token, carrier }: Pick<AccessToken, 'token' | 'carrier'>): Carried {
  return carrier === 'cookie'
    ? { headers: { [expectedSession]: token }, credentials: { credentials: 'include' } }
    : { headers: { authorization: `Bearer ${token}` }, credentials: {} }
}

/**
 * Sends a request as the user whose token this is. `transmit` is called a second time only where a bound token's proof was
 * refused for what the server has now told (RFC 9449 §9).
 */
export async function sendAs(
  access: Pick<AccessToken, 'token' | 'carrier'> & { readonly possession?: AccessToken['possession'] | undefined },
  request: Omit<ProvenRequest, 'token'>,
  transmit: (carried: Carried) => Promise<Response>,
): Promise<Response> {
  const { token, possession } = access
  if (possession === undefined) return transmit(carry(access))
  return possession.send({ ...request, token }, (headers) => transmit({ headers, credentials: {} }))
}

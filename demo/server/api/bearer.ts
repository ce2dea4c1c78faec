import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'
import { problem, type Reply } from '../http/reply.ts'
import type { Account, Accounts } from '../provider/accounts.ts'

export type Bearer =
  | { readonly ok: true; readonly account: Account; readonly disabled: boolean }
  | { readonly ok: false; readonly reply: Reply }

/** Looks the opaque access token up at the provider, in process, on every request: what is revoked is refused at once. */
export async function readBearer(
  request: IncomingMessage,
  { provider, accounts }: { provider: Provider; accounts: Accounts },
): Promise<Bearer> {
  const token = /^Bearer ([\w~+/.-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
  // RFC 6750 §3.1: without any credentials the challenge carries no error code.
  if (token === undefined) return refused('credentials_missing', 'Sign in to use this', 'Bearer realm="fieldwork"')

  const accessToken = await provider.AccessToken.find(token)
  const grant = accessToken?.grantId === undefined ? undefined : await provider.Grant.find(accessToken.grantId)
  const account = accessToken === undefined ? undefined : accounts.byId(accessToken.accountId)
  if (grant === undefined || account === undefined || accessToken?.isSenderConstrained() !== false) {
    return invalidToken()
  }
  return { ok: true, account, disabled: accounts.isDisabled(account.id) }
}

export function invalidToken(): { ok: false; reply: Reply } {
  const challenge = 'Bearer realm="fieldwork", error="invalid_token", error_description="the access token is not valid"'
  return refused('invalid_token', 'The access token is not valid', challenge)
}

function refused(code: string, title: string, challenge: string): { ok: false; reply: Reply } {
  return { ok: false, reply: problem({ status: 401, code, title }, { 'www-authenticate': challenge }) }
}

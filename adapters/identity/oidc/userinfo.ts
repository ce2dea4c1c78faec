import { ask } from '../../../src/exchange/ask.ts'
import { malformedExchange } from '../../../src/exchange/malformed-exchange.ts'
import { isJsonObject } from '../../../src/exchange/parse-json.ts'
import { requestHygiene } from '../../../src/exchange/request-hygiene.ts'
import { fail, succeed } from '../../../src/exchange/settle.ts'
import type { IdentityFailure } from '../../../src/ports/exchange.ts'
import type { Subject, UserAnswer } from '../../../src/ports/identity.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import { readProfile, textList } from './grant.ts'
import type { TokenRequest } from './token-request.ts'

/** OpenID Connect Core §5.3: asks who the token is for, and refuses an answer about somebody else. */
export async function askUserinfo(
  accessToken: string,
  subject: Subject,
  { settings, discovery, context }: TokenRequest,
): Promise<Outcome<UserAnswer, IdentityFailure>> {
  const found = await discovery.find(context)
  if (!found.ok) {
    return found
  }
  const url = found.value.userinfo_endpoint
  if (url === undefined) {
    return fail({ kind: 'not_supported' }, context.now())
  }
  const headers = { accept: 'application/json', authorization: `Bearer ${accessToken}` }
  const { exchange, json, receivedAt } = await ask(
    () => context.fetch(url, { ...requestHygiene, headers, signal: context.signal }),
    { url, context, shape: settings.profile.shape, secrets: [accessToken] },
  )
  if (json === null) {
    return fail({ kind: 'exchange', exchange }, receivedAt)
  }
  if (!isJsonObject(json.value) || typeof json.value['sub'] !== 'string') {
    return fail({ kind: 'exchange', exchange: malformedExchange(exchange) }, receivedAt)
  }
  return json.value['sub'] === subject.subject
    ? succeed({ profile: readProfile(json.value), roles: textList(json.value[settings.rolesClaim]) }, receivedAt)
    : fail({ kind: 'identity_mismatch' }, receivedAt)
}

import { ask } from '../../../src/exchange/ask.ts'
import { sendAs } from '../../../src/exchange/carry.ts'
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
  const { signal, possession } = context
  const { exchange, json, receivedAt } = await ask(
    () =>
      sendAs({ token: accessToken, possession }, { method: 'GET', url, signal }, ({ headers }) =>
        context.fetch(url, { ...requestHygiene, headers: { accept: 'application/json', ...headers }, signal }),
      ),
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

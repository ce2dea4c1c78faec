import type { Answer } from '../../src/exchange/ask.ts'
import { malformedExchange } from '../../src/exchange/malformed-exchange.ts'
import { isJsonObject } from '../../src/exchange/parse-json.ts'
import { fail, succeed } from '../../src/exchange/settle.ts'
import type { IdentityFailure } from '../../src/ports/exchange.ts'
import type { CallContext, IdentityProvider, Subject, TokenGrant, UserAnswer } from '../../src/ports/identity.ts'
import type { Outcome } from '../../src/ports/outcome.ts'
import { endEverywhere } from './end-everywhere.ts'
import { exchangeJson } from './json-api/exchange-json.ts'
import { grantOf, profileOf, subjectId, texts, type GrantParts } from './json-api/grant-parts.ts'
import { jsonApiSettings, type JsonApiOptions, type JsonApiSettings } from './json-api/settings.ts'

export type { GrantParts } from './json-api/grant-parts.ts'
export type { JsonApiOptions } from './json-api/settings.ts'

/** A plain `/login` and `/refresh` API that speaks JSON. */
export function jsonApi(options: JsonApiOptions): IdentityProvider {
  const settings = jsonApiSettings(options)
  const { shape } = settings.profile
  const { endEverywhere: everywhere } = settings
  const unsupported = (context: CallContext): Outcome<never, IdentityFailure> =>
    fail({ kind: 'not_supported' }, context.now())

  return {
    kind: 'tokens',
    ways: ['credentials'],
    rotation: settings.rotation,
    profile: settings.profile,
    origins: settings.origins,
    async signIn({ via, credentials }, context) {
      if (via !== 'credentials' || credentials === null) {
        return unsupported(context)
      }
      const secrets = Object.values(credentials)
      const answer = await exchangeJson(settings.login, { context, shape, secrets, json: credentials })
      const granted = readAnswer(answer, settings, null)
      return granted.ok ? succeed({ kind: 'granted', grant: granted.value }, granted.at) : granted
    },
    isCallback: () => false,
    resume: async (_url, _transaction, context) => unsupported(context),
    async refresh({ refreshToken, subject }, context) {
      const json = { refreshToken }
      const answer = await exchangeJson(settings.refresh, { context, shape, secrets: [refreshToken], json })
      const granted = readAnswer(answer, settings, subject)
      const other = granted.ok && granted.value.subject.subject !== subject.subject
      return other ? fail({ kind: 'identity_mismatch' }, granted.at) : granted
    },
    async revoke(token, context) {
      if (settings.logout === null) {
        return unsupported(context)
      }
      const json = { refreshToken: token }
      const { exchange, receivedAt } = await exchangeJson(settings.logout, { context, shape, secrets: [token], json })
      const done = exchange.kind === 'response' && !exchange.redirected && exchange.contentType !== 'html'
      // 404 and 410: the session is not there any more, which is what was asked for.
      const ended = done && ((exchange.status >= 200 && exchange.status < 300) || [404, 410].includes(exchange.status))
      return ended ? succeed(null, receivedAt) : fail({ kind: 'exchange', exchange }, receivedAt)
    },
    ...(everywhere === null
      ? {}
      : {
          endEverywhere: (accessToken, _subject, context) =>
            endEverywhere(everywhere, { accessToken, shape: settings.profile.shape, context }),
        }),
    endSessionUrl: async () => null,
    async fetchUser(accessToken, subject, context) {
      if (settings.user === null) {
        return unsupported(context)
      }
      const answer = await exchangeJson(settings.user, { context, shape, secrets: [accessToken], bearer: accessToken })
      return readUser(answer, settings, subject)
    },
  }
}

function readAnswer(
  answer: Answer,
  settings: JsonApiSettings,
  known: Subject | null,
): Outcome<TokenGrant, IdentityFailure> {
  const parts = partsOf(answer, settings)
  const grant = parts === null ? null : grantOf(parts, answer, { ...settings, known })
  return grant === null ? unusable(answer) : succeed(grant, answer.receivedAt)
}

function readUser(answer: Answer, settings: JsonApiSettings, subject: Subject): Outcome<UserAnswer, IdentityFailure> {
  const parts = partsOf(answer, settings)
  const id = parts === null ? null : subjectId(parts.subject)
  if (parts === null || id === null) {
    return unusable(answer)
  }
  const profile = profileOf(parts) ?? { name: null, email: null, picture: null }
  return id === subject.subject
    ? succeed({ profile, roles: texts(parts.roles) }, answer.receivedAt)
    : fail({ kind: 'identity_mismatch' }, answer.receivedAt)
}

function unusable({ exchange, json, receivedAt }: Answer): Outcome<never, IdentityFailure> {
  return fail({ kind: 'exchange', exchange: json === null ? exchange : malformedExchange(exchange) }, receivedAt)
}

/** `map` is the app's code and sees foreign data: when it throws, the data had another shape than it expects. */
function partsOf({ json }: Answer, settings: JsonApiSettings): GrantParts | null {
  if (json === null || !isJsonObject(json.value)) {
    return null
  }
  try {
    const parts: unknown = settings.map(json.value)
    return typeof parts === 'object' && parts !== null ? parts : null
  } catch {
    return null
  }
}

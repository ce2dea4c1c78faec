import { jsonApi } from '../../adapters/identity/json-api.ts'
import { oidc } from '../../adapters/identity/oidc.ts'
import { instant } from '../../machines/time.ts'
import type { CallContext, IdentityCache, SignInRequest } from '../../src/ports/identity.ts'
import type { IdentitySubject, IdentityTrouble } from '../../src/testing/contracts/identity.contract.ts'
import type { ScriptedAnswer } from '../../src/testing/fakes/scripted-answer.ts'
import { scriptedIdentity } from '../../src/testing/fakes/scripted-identity.ts'
import { jsonApiServer } from './json-api-server.ts'
import { oidcServer, redirectUri } from './oidc-server.ts'

export function signInRequest(via: SignInRequest['via']): SignInRequest {
  const credentials = via === 'credentials' ? { email: 'mira', password: 'demo' } : null
  return { via, credentials, loginHint: null, returnTo: '/', acrValues: null, maxAge: null, prompt: null }
}

export function memoryCache(): IdentityCache {
  const documents = new Map<string, string>()
  return {
    async read(name) {
      return JSON.parse(documents.get(name) ?? 'null') as unknown
    },
    async write(name, document) {
      documents.set(name, JSON.stringify(document))
    },
  }
}

/** What the core hands to every call, over the real network. */
export function callContext(parts: Partial<CallContext> = {}): CallContext {
  const { signal } = new AbortController()
  return { fetch: globalThis.fetch, signal, now: () => instant(Date.now()), cache: memoryCache(), ...parts }
}

const context = (signal?: AbortSignal): CallContext => callContext(signal === undefined ? {} : { signal })

export async function oidcSubject(): Promise<IdentitySubject> {
  const server = await oidcServer()
  const identity = oidc({ issuer: server.issuer, clientId: 'app', redirectUri })
  return { ...server, identity, context, request: signInRequest('redirect') }
}

export async function jsonApiSubject(): Promise<IdentitySubject> {
  const server = await jsonApiServer()
  const { origin } = server
  const identity = jsonApi({
    issuer: origin,
    client: 'app',
    login: `${origin}/login`,
    refresh: `${origin}/refresh`,
    logout: `${origin}/logout`,
    user: `${origin}/me`,
  })
  return { ...server, identity, context, request: signInRequest('credentials'), approve: null }
}

const scriptedAnswers: Readonly<Record<IdentityTrouble, ScriptedAnswer>> = {
  unreachable: 'unreachable',
  lost: 'lost',
  '503': '503 retry-after',
  '429': '429',
  html: 'portal',
  redirect: 'portal',
  malformed: 'malformed',
  truncated: 'truncated',
  silent: 'hang',
}

export async function scriptedSubject(): Promise<IdentitySubject> {
  const identity = scriptedIdentity()
  const { server } = identity
  return {
    identity,
    context,
    request: signInRequest('redirect'),
    approve: async (url) => server.approve(url),
    tokenRequests: () => server.tokenRequests,
    arrival: async () => undefined,
    trouble: (kind) => server.setAnswer(kind === null ? null : scriptedAnswers[kind]),
    revokeSession: async () => server.revokeSession(),
    end: async () => undefined,
  }
}

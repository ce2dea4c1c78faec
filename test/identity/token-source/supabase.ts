import {
  GoTrueClient,
  isAuthApiError,
  isAuthSessionMissingError,
  type AuthResponse,
  type Session,
} from '@supabase/auth-js'
import { supabase as profile } from '../../../adapters/identity/providers/supabase.ts'
import { tokenSource, type SourceToken } from '../../../adapters/identity/token-source.ts'
import type { TokenSourceSubject } from '../../../src/testing/contracts/token-source.contract.ts'
import { callContext, signInRequest } from '../subjects.ts'
import { troubledServer } from '../troubled-server.ts'

/** @supabase/auth-js as published, on a server that answers like its own as far as the client asks. */
export async function supabaseSubject(): Promise<TokenSourceSubject> {
  const server = await troubledServer((path) => path === '/token')
  let [count, user, isOver] = [0, 'mira', false]
  server.handle((request, response) => {
    request.resume()
    const isRefresh = request.url?.includes('grant_type=refresh_token') === true
    const answer = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (isRefresh && isOver) return answer(400, { code: 400, error_code: 'refresh_token_not_found', msg: 'Not Found' })
    count += 1
    const seconds = Math.floor(Date.now() / 1000)
    answer(200, {
      access_token: jwt({ sub: user, exp: seconds + 3600, iat: seconds, count }),
      token_type: 'bearer',
      expires_in: 3600,
      expires_at: seconds + 3600,
      refresh_token: `refresh-${count}`,
      user: { id: user, aud: 'authenticated', email: `${user}@example.test`, app_metadata: {}, user_metadata: {} },
    })
  })
  const kept = new Map<string, string>()
  const client = new GoTrueClient({
    url: server.origin,
    autoRefreshToken: false,
    persistSession: true,
    detectSessionInUrl: false,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
  })
  const credentials = { email: 'mira@example.test', password: 'demo' }
  const identity = tokenSource({
    issuer: server.origin,
    client: 'app',
    profile,
    async read({ fresh }) {
      const { data, error } = fresh ? await client.refreshSession() : await client.getSession()
      if (isAuthSessionMissingError(error)) return null
      if (error !== null) throw error
      return tokenOf(data.session)
    },
    subscribe: (changed) => {
      const { data } = client.onAuthStateChange(() => changed())
      return () => data.subscription.unsubscribe()
    },
    signIn: async () => thrown(await client.signInWithPassword(credentials)),
    signOut: () => client.signOut({ scope: 'local' }),
    readError: (error) =>
      isAuthApiError(error) ? { status: error.status, error: error.code ?? null, description: null } : null,
  })
  return {
    ...server,
    identity,
    context: (signal) => callContext(signal === undefined ? {} : { signal }),
    request: signInRequest('credentials'),
    approve: null,
    renewByItself: async () => thrown(await client.refreshSession()),
    revokeSession: async () => {
      isOver = true
    },
    async swapUser() {
      user = 'jonas'
      thrown(await client.signInWithPassword(credentials))
    },
    async end() {
      await client.dispose?.()
      await server.end()
    },
  }
}

function thrown({ error }: Pick<AuthResponse, 'error'>): void {
  if (error !== null) throw error
}

function tokenOf(session: Session | null): SourceToken | null {
  if (session === null) return null
  const { access_token: token, user, expires_at: seconds = 0 } = session
  return { token, subject: user.id, expiresAt: seconds * 1000, profile: { email: user.email ?? null } }
}

function jwt(claims: object): string {
  return [{ alg: 'HS256', typ: 'JWT' }, claims, { signed: false }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
}

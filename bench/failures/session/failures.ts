import { join } from 'node:path'
import type { Failure } from '../failure.ts'
import { inPage } from '../in-page.ts'

/** What happens to a session: P1 to P11. */
export const sessionFailures: readonly Failure[] = [
  failure('P1', '@auth0/auth0-spa-js', 'one 503 from the token endpoint', 'auth0.ts', 'unavailableOnce'),
  failure('P2', '@supabase/auth-js', 'a 429 while the access token has ended', 'supabase.ts', 'throttled'),
  failure('P3', '@supabase/auth-js', 'no connection and an ended access token', 'supabase.ts', 'offline'),
  failure('P4', '@supabase/auth-js', 'a sign-out without a connection', 'supabase.ts', 'signOut'),
  failure('P5', '@supabase/auth-js', 'two clients of one storage refresh at once', 'supabase.ts', 'twoClients'),
  failure('P6', '@okta/okta-auth-js', 'the connection is lost during a renewal', 'okta.ts', 'offlineRenewal'),
  failure('P7', 'oidc-client-ts', 'three callers want a new token at once', 'oidc-client.ts', 'threeAtOnce'),
  failure('P8', 'oidc-client-ts', 'the profile fails after the token was rotated', 'oidc-client.ts', 'profileFails'),
  failure('P9', 'oidc-client-ts', 'a failed refresh is logged', 'oidc-client.ts', 'errorTells'),
  {
    id: 'P10',
    peer: 'axios-auth-refresh',
    when: 'three requests are answered 401, and one more late',
    show: () =>
      inPage(`
import * as axios from 'axios'
import * as axiosAuthRefresh from 'axios-auth-refresh'
import { threeRefused } from ${page('axios.ts')}
export const run = () => threeRefused({ axios, axiosAuthRefresh })`),
  },
  failure(
    'P11',
    '@badgateway/oauth2-client',
    'the connection is lost during a renewal',
    'badgateway.ts',
    'offlineRenewal',
  ),
]

function failure(id: string, peer: string, when: string, file: string, name: string): Failure {
  const entry = `
import * as peer from ${JSON.stringify(peer)}
import { ${name} } from ${page(file)}
export const run = () => ${name}(peer)`
  return { id, peer, when, show: () => inPage(entry) }
}

function page(file: string): string {
  return JSON.stringify(join(import.meta.dirname, file))
}

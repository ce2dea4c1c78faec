import { auth0 } from './auth0.ts'
import type { Name } from './names.ts'
import { oidcClient } from './oidc-client.ts'
import { own } from './own.ts'
import { supabase } from './supabase.ts'
import type { Tab } from './tab.ts'

interface Peers {
  readonly oidcClient: Parameters<typeof oidcClient>[0]
  readonly auth0: Parameters<typeof auth0>[0]
  readonly supabase: Parameters<typeof supabase>[0]
}

/** What one page of the browser can be told to do. */
export function contestants(peers: Peers): Readonly<Record<Name, Tab>> {
  return {
    authchart: own(),
    'oidc-client-ts': oidcClient(peers.oidcClient),
    'auth0-spa-js': auth0(peers.auth0),
    'supabase auth-js': supabase(peers.supabase),
  }
}

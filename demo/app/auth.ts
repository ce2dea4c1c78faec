import { browserConnectivity } from '../../adapters/connectivity/browser.ts'
import { hostReading } from '../../adapters/connectivity/platform-reading.ts'
import { cookie } from '../../adapters/identity/cookie.ts'
import { oidc } from '../../adapters/identity/oidc.ts'
import { browser } from '../../adapters/presets/browser.ts'
import { pin } from '../../adapters/step-up/pin.ts'
import { webauthn } from '../../adapters/step-up/webauthn.ts'
import { indexedDb } from '../../adapters/storage/indexed-db.ts'
import { accounts } from '../../src/accounts/index.ts'
import type { Auth } from '../../src/auth.ts'
import { createAuth } from '../../src/create-auth.ts'
import type { AnyOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/index.ts'
import type { DemoAddresses } from '../addresses.ts'
import type { IdentityProvider } from '../../src/ports/identity.ts'
import type { Clock } from '../../src/ports/world.ts'
import { askPermissions } from './policy/ask-permissions.ts'
import { capabilities } from './policy/capabilities.ts'
import type { SessionKind } from './session-kind.ts'
import type { NetworkSwitch } from './world/network-switch.ts'

export interface DemoAuthParts {
  readonly kind: SessionKind
  readonly addresses: DemoAddresses
  readonly network: NetworkSwitch
  readonly operations: readonly AnyOperation[]
  readonly clock: Clock
}

/** The session of the field-service app, on real parts; only the network can be cut. */
export function createDemoAuth({ kind, addresses, network, operations, clock }: DemoAuthParts): Auth {
  const { fetch } = network
  const name = kind === 'cookie' ? 'fieldwork-bff' : 'fieldwork'
  const shared = {
    platform: browser({
      name,
      clock,
      fetch,
      connectivity: browserConnectivity({ clock, fetch, platformReading: network.over(hostReading()) }),
    }),
    store: indexedDb({ name }),
    offlineFor: '7d',
    queue: durableQueue({ operations }),
    policy: capabilities,
    permissions: askPermissions(apiOf(kind, addresses), kind),
    stepUp: [pin(), webauthn({ appName: 'Fieldwork' })],
    localLock: { backgroundFor: '12h' },
  } as const
  return kind === 'cookie'
    ? createAuth({ ...shared, identity: atServer(addresses) })
    : createAuth({ ...shared, identity: inApp(addresses), accounts: accounts() })
}

/** Where the field service is asked: the app's own server puts the token in. */
export function apiOf(kind: SessionKind, { api, bff }: DemoAddresses): string {
  return kind === 'cookie' ? bff.api : api
}

function inApp({ issuer, clientId, redirectUri, api }: DemoAddresses): IdentityProvider {
  return oidc({
    issuer,
    clientId,
    redirectUri: new URL(redirectUri).pathname,
    scope: 'openid profile email offline_access',
    endEverywhere: `${api}/sign-out-everywhere`,
    // The demo's provider says it in so many words; RFC 6749 has none for it.
    classifyRefusal: ({ error }) => (error === 'account_disabled' ? 'locked' : undefined),
  })
}

function atServer({ appOrigin, bff }: DemoAddresses): IdentityProvider {
  return cookie({
    issuer: appOrigin,
    client: bff.clientId,
    session: '/bff/session',
    login: '/bff/login',
    logout: '/bff/logout',
    callback: new URL(bff.signedInUri).pathname,
    verifiesSession: true,
    origins: [appOrigin],
  })
}

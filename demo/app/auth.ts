import { browserConnectivity } from '../../adapters/connectivity/browser.ts'
import { hostReading } from '../../adapters/connectivity/platform-reading.ts'
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
import type { Clock } from '../../src/ports/world.ts'
import { askPermissions } from './policy/ask-permissions.ts'
import { capabilities } from './policy/capabilities.ts'
import type { NetworkSwitch } from './world/network-switch.ts'

export interface DemoAuthParts {
  readonly addresses: DemoAddresses
  readonly network: NetworkSwitch
  readonly operations: readonly AnyOperation[]
  readonly clock: Clock
}

/** The session of the field-service app, on real parts; only the network can be cut. */
export function createDemoAuth({ addresses, network, operations, clock }: DemoAuthParts): Auth {
  const { fetch } = network
  return createAuth({
    platform: browser({
      name: 'fieldwork',
      clock,
      fetch,
      connectivity: browserConnectivity({ clock, fetch, platformReading: network.over(hostReading()) }),
    }),
    identity: oidc({
      issuer: addresses.issuer,
      clientId: addresses.clientId,
      redirectUri: new URL(addresses.redirectUri).pathname,
      scope: 'openid profile email offline_access',
      endEverywhere: `${addresses.api}/sign-out-everywhere`,
      // The demo's provider says it in so many words; RFC 6749 has none for it.
      classifyRefusal: ({ error }) => (error === 'account_disabled' ? 'locked' : undefined),
    }),
    store: indexedDb({ name: 'fieldwork' }),
    offlineFor: '7d',
    queue: durableQueue({ operations }),
    accounts: accounts(),
    policy: capabilities,
    permissions: askPermissions(addresses.api),
    stepUp: [pin(), webauthn({ appName: 'Fieldwork' })],
    localLock: { backgroundFor: '12h' },
  })
}

import type { RotationProfile } from '../../../src/ports/identity.ts'
import type { TokenBinding } from '../../../src/ports/possession.ts'
import type { ClassifyRefusal, ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import { rotationOf, type RotationOptions } from '../rotation.ts'
import { browserFrame } from './frame.ts'
import { browserPopup, type OpenPopup } from './popup.ts'
import { isSafeUrl } from './safe-url.ts'

/** What `oidc` takes. */
export interface OidcOptions {
  /** Exactly as the provider's discovery document writes it. https; http only on loopback. */
  readonly issuer: string
  readonly clientId: string
  /** Absolute, or a path of the app's own origin. */
  readonly redirectUri: string
  /** Space-separated, must hold `openid`. Default `openid profile offline_access`. */
  readonly scope?: string
  /** Sends `prompt=consent` when `offline_access` is asked for: many providers drop that scope without it. Default true. */
  readonly consentForOfflineAccess?: boolean
  /** Further parameters of the authorization request, e.g. `audience`. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Origins that may receive the access token. Default: the issuer's. */
  readonly origins?: readonly string[]
  /** Claims that hold the tenant and the roles. Default `tid` and `roles`. */
  readonly tenantClaim?: string
  readonly rolesClaim?: string
  /** What this vendor's answers mean. Default: RFC 6749 and nothing else. */
  readonly profile?: ProviderProfile
  /** What differs from the profile's rotation rule, which is often a setting at the provider. */
  readonly rotation?: RotationOptions
  /** The app's own word on a refusal, asked before the profile. */
  readonly classifyRefusal?: ClassifyRefusal
  /** Address of your API that ends all sessions of the bearer token's user, for `signOut({ mode: 'everywhere' })`. */
  readonly endEverywhere?: string
  /** Opens the window of a popup sign-in. Default: `window.open`. */
  readonly openPopup?: OpenPopup
  /** Opens the unseen frame of a silent sign-in. Default: an iframe of the page. */
  readonly openFrame?: OpenPopup
  /** Binds the tokens to a key of this device; `dpop()`. Default: bearer tokens. */
  readonly dpop?: TokenBinding
}

export type OidcSettings = Required<Omit<OidcOptions, 'classifyRefusal' | 'rotation' | 'endEverywhere' | 'dpop'>> & {
  readonly dpop: TokenBinding | null
  readonly endEverywhere: string | null
  readonly rotation: RotationProfile
}

/** Checks the options and fills in what was left out. Throws for mistakes no run time could repair. */
export function oidcSettings(options: OidcOptions): OidcSettings {
  const { issuer, clientId, redirectUri, scope = 'openid profile offline_access', profile = genericProfile } = options
  if (!isSafeUrl(issuer)) {
    throw new TypeError('Cannot create oidc: the issuer is not an https URL')
  }
  if (typeof clientId !== 'string' || clientId === '') {
    throw new TypeError('Cannot create oidc: the client id is missing')
  }
  if (typeof redirectUri !== 'string' || redirectUri === '' || redirectUri.startsWith('//')) {
    throw new TypeError('Cannot create oidc: the redirect URI is neither absolute nor a path')
  }
  if (!scope.split(' ').includes('openid')) {
    throw new TypeError('Cannot create oidc: the scope lacks openid')
  }
  return {
    issuer,
    clientId,
    redirectUri,
    scope,
    consentForOfflineAccess: options.consentForOfflineAccess ?? true,
    parameters: options.parameters ?? {},
    origins: options.origins ?? [new URL(issuer).origin],
    tenantClaim: options.tenantClaim ?? 'tid',
    rolesClaim: options.rolesClaim ?? 'roles',
    profile: { ...profile, classifyRefusal: options.classifyRefusal ?? profile.classifyRefusal },
    rotation: rotationOf(profile.rotation, options.rotation),
    endEverywhere: options.endEverywhere ?? null,
    openPopup: options.openPopup ?? browserPopup,
    openFrame: options.openFrame ?? browserFrame,
    dpop: options.dpop ?? null,
  }
}

import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { JsonObject } from '../../../src/exchange/parse-json.ts'
import type { RotationProfile } from '../../../src/ports/identity.ts'
import type { ClassifyRefusal, ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { rotationOf, type RotationOptions } from '../rotation.ts'
import { readGrant, type GrantParts } from './grant-parts.ts'

/** What `jsonApi` takes. */
export interface JsonApiOptions {
  /** Names the authority that hands out user ids; any stable text, often the API's address. */
  readonly issuer: string
  /** Names this app; accounts of different clients are kept apart. */
  readonly client: string
  /** Address that takes the credentials as JSON. Absolute, or a path of the app's own origin, like all that follow. */
  readonly login: string
  /** Address that takes `{refreshToken}`. */
  readonly refresh: string
  /** Address that takes `{refreshToken}` and ends the session. */
  readonly logout?: string
  /** Address of your API that ends all sessions of the bearer token's user, for `signOut({ mode: 'everywhere' })`. */
  readonly endEverywhere?: string
  /** Address that answers with the user of the bearer token. */
  readonly user?: string
  /** Reads the API's answers. Default: `accessToken`, `refreshToken`, `expiresIn`, `user {id, name, email, picture, roles}`, or the OAuth names. */
  readonly map?: (body: JsonObject) => GrantParts
  readonly origins?: readonly string[]
  /** What this vendor's answers mean. Default: RFC 6749 and nothing else. */
  readonly profile?: ProviderProfile
  /** What differs from the profile's rotation rule, which is often a setting at the provider. */
  readonly rotation?: RotationOptions
  readonly classifyRefusal?: ClassifyRefusal
}

export type JsonApiSettings = Required<
  Omit<JsonApiOptions, 'classifyRefusal' | 'logout' | 'user' | 'rotation' | 'endEverywhere'>
> & {
  readonly endEverywhere: string | null
  readonly rotation: RotationProfile
  readonly logout: string | null
  readonly user: string | null
}

/** Checks the options and fills in what was left out. Throws for mistakes no run time could repair. */
export function jsonApiSettings(options: JsonApiOptions): JsonApiSettings {
  const { issuer, client, login, refresh, logout = null, user = null, profile = genericProfile } = options
  for (const [name, value] of Object.entries({ issuer, client, login, refresh })) {
    if (typeof value !== 'string' || value === '') {
      throw new TypeError(`Cannot create jsonApi: the option ${name} is missing`)
    }
  }
  return {
    issuer,
    client,
    login,
    refresh,
    logout,
    user,
    endEverywhere: options.endEverywhere ?? null,
    map: options.map ?? readGrant,
    origins:
      options.origins ??
      [refresh, login].flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : [])).slice(0, 1),
    profile: { ...profile, classifyRefusal: options.classifyRefusal ?? profile.classifyRefusal },
    rotation: rotationOf(profile.rotation, options.rotation),
  }
}

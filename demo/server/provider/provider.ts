import { generateKeyPairSync, randomBytes } from 'node:crypto'
import Provider, { errors, type Account as ProviderAccount, type Configuration, type JWK } from 'oidc-provider'
import type { DemoAddresses } from '../../addresses.ts'
import type { Account, Accounts } from './accounts.ts'
import type { RowStore } from './row-store.ts'
import { pageHeaders } from './page-headers.ts'
import { errorPage, logoutPage, signedOutPage } from './pages.ts'

export interface ProviderSetup {
  readonly addresses: DemoAddresses
  readonly accounts: Accounts
  readonly rows: RowStore
  /** What the BFF proves itself with. */
  readonly bffSecret: string
  readonly accessTokenTtlSeconds: number
  readonly refreshTokenTtlSeconds: number
}

const hour = 60 * 60
const day = 24 * hour

/** A real OpenID provider with a public and a confidential client, PKCE and rotating refresh tokens. */
export function createProvider(setup: ProviderSetup): Provider {
  const { addresses, rows } = setup
  const headers = pageHeaders(addresses.appOrigin)
  const provider = new Provider(addresses.issuer, {
    adapter: (model: string) => rows.adapterFor(model),
    clients: [
      {
        client_id: addresses.clientId,
        client_name: 'Fieldwork',
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [addresses.redirectUri],
        post_logout_redirect_uris: [addresses.postLogoutRedirectUri],
        id_token_signed_response_alg: 'ES256',
      },
      {
        client_id: addresses.bff.clientId,
        client_secret: setup.bffSecret,
        client_name: 'Fieldwork',
        application_type: 'web',
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [addresses.bff.redirectUri],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'job_title', 'organisation'],
      email: ['email', 'email_verified'],
    },
    rotateRefreshToken: true,
    clientBasedCORS: (_context, origin) => origin === addresses.appOrigin,
    findAccount: findAccountIn(setup.accounts),
    interactions: { url: (_context, { uid }) => `/oidc/interaction/${uid}` },
    renderError: (context, { error, error_description: description }) => {
      context.set(headers)
      context.type = 'html'
      context.body = errorPage({ error, description, appUrl: addresses.postLogoutRedirectUri })
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.set(headers)
          context.body = logoutPage(form)
        },
        postLogoutSuccessSource: (context) => {
          context.set(headers)
          context.body = signedOutPage(addresses.postLogoutRedirectUri)
        },
      },
    },
    ttl: {
      AccessToken: setup.accessTokenTtlSeconds,
      IdToken: setup.accessTokenTtlSeconds,
      RefreshToken: setup.refreshTokenTtlSeconds,
      AuthorizationCode: 60,
      Interaction: hour,
      Session: 14 * day,
      Grant: 14 * day,
    },
  } satisfies Configuration)

  // Metadata, keys and userinfo are open to every origin by default; here one origin reads, all others don't.
  provider.use(async (context, next) => {
    await next()
    if (context.get('origin') !== addresses.appOrigin) context.remove('access-control-allow-origin')
  })
  return provider
}

function findAccountIn(accounts: Accounts): NonNullable<Configuration['findAccount']> {
  return (context, id) => {
    const account = accounts.byId(id)
    if (account === undefined) return undefined
    if (!accounts.isDisabled(id)) return { accountId: id, claims: () => claimsOf(account) } satisfies ProviderAccount
    // The token endpoint says so in words of its own: by itself the provider answers `invalid_grant` to everything.
    if (context.oidc.route === 'token') {
      throw new errors.CustomOIDCProviderError('account_disabled', 'the account is disabled')
    }
    return undefined
  }
}

function claimsOf(account: Account): { sub: string; [claim: string]: string | boolean } {
  return {
    sub: account.id,
    name: account.name,
    given_name: account.givenName,
    family_name: account.familyName,
    job_title: account.jobTitle,
    organisation: account.organisation,
    email: account.email,
    email_verified: true,
  }
}

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    ...privateKey.export({ format: 'jwk' }),
    kid: randomBytes(8).toString('hex'),
    alg: 'ES256',
    use: 'sig',
  }
}

/** Where the demo answers: the app on `localhost`, provider and API on `127.0.0.1`. Same port, two origins, so CORS is real. */
export interface DemoAddresses {
  readonly port: number
  readonly appOrigin: string
  readonly servicesOrigin: string
  readonly issuer: string
  readonly api: string
  readonly clientId: string
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  /** The same app with its session kept by a server at its own origin. */
  readonly bff: {
    readonly clientId: string
    readonly redirectUri: string
    readonly api: string
    /** Where a sign-in comes back to in the app. */
    readonly signedInUri: string
  }
}

export const defaultPort = 4870

export function addressesOn(port: number): DemoAddresses {
  const appOrigin = `http://localhost:${port}`
  const servicesOrigin = `http://127.0.0.1:${port}`
  return {
    port,
    appOrigin,
    servicesOrigin,
    issuer: `${servicesOrigin}/oidc`,
    api: `${servicesOrigin}/api`,
    clientId: 'field-app',
    redirectUri: `${appOrigin}/callback`,
    postLogoutRedirectUri: `${appOrigin}/`,
    bff: {
      clientId: 'field-bff',
      redirectUri: `${appOrigin}/bff/callback`,
      api: `${appOrigin}/bff/api`,
      signedInUri: `${appOrigin}/signed-in`,
    },
  }
}

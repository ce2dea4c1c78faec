/** The contestants, as the table shows them. */
export const names = {
  bare: 'in-memory async function',
  own: 'authchart',
  oidcClient: 'oidc-client-ts',
  oidcClientInMemory: 'oidc-client-ts, user kept in memory',
  auth0: 'auth0-spa-js',
} as const

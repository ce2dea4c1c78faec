/** The contestants, as the table shows them. */
export const names = ['authchart', 'oidc-client-ts', 'auth0-spa-js', 'supabase auth-js'] as const

export type Name = (typeof names)[number]

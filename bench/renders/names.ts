/** The contestants, as the table shows them. */
export const names = {
  own: 'authchart, useAuth((view) => view.isAuthenticated)',
  ownWhole: 'authchart, useAuth() and all of its view',
  oidc: 'react-oidc-context, useAuth().isAuthenticated',
  auth0: 'auth0-react, useAuth0().isAuthenticated',
} as const

export const consumers = 100
export const refreshes = 20

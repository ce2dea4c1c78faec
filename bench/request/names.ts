/** The contestants, as the table shows them. */
export const names = {
  fetch: 'fetch with the token written into it',
  own: 'auth.fetch',
  ky: 'ky with a hand-written hook',
  kyAuth: 'kyAuth',
  axios: 'axios with axios-auth-refresh',
} as const

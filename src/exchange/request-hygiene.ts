/**
 * How every request with a secret leaves: never redirected, cached, referred or accompanied by cookies (RF-15). A
 * redirect would hand the token to whoever names the next address.
 */
export const requestHygiene: Readonly<Pick<RequestInit, 'redirect' | 'cache' | 'credentials' | 'referrerPolicy'>> = {
  redirect: 'manual',
  cache: 'no-store',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
}

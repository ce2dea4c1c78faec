import type { IDToken } from 'oauth4webapi'
import type { ContinuityClaims } from '../../../src/ports/identity.ts'

/** The claims that later ID tokens of the same session must agree with. */
export function continuityClaims(token: IDToken): ContinuityClaims {
  return {
    iss: token.iss,
    sub: token.sub,
    aud: typeof token.aud === 'string' ? [token.aud] : [...token.aud],
    azp: typeof token.azp === 'string' ? token.azp : null,
    authTime: typeof token.auth_time === 'number' ? token.auth_time : null,
    nonce: typeof token.nonce === 'string' ? token.nonce : null,
  }
}

/**
 * OpenID Connect Core §12.2: a refreshed ID token names the same issuer, subject and party, still addresses everyone the
 * first one did, and keeps time of login and nonce where it repeats them.
 */
export function continues(first: ContinuityClaims, fresh: ContinuityClaims): boolean {
  return (
    fresh.iss === first.iss &&
    fresh.sub === first.sub &&
    fresh.azp === first.azp &&
    first.aud.every((audience) => fresh.aud.includes(audience)) &&
    (fresh.authTime === null || first.authTime === null || fresh.authTime === first.authTime) &&
    (fresh.nonce === null || fresh.nonce === first.nonce)
  )
}

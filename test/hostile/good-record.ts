import { duration, instant } from '../../machines/time.ts'
import type { SessionRecord } from '../../src/vault/session-record.ts'

/** A whole record, every member of it set. */
export const goodRecord: SessionRecord = {
  subject: { issuer: 'https://id.test', subject: 'mira', tenant: null, client: 'app' },
  profile: { name: 'Mira', email: 'mira@example.test', picture: null },
  roles: ['technician'],
  scopes: ['openid'],
  accessToken: 'access',
  accessTokenIssuedAt: instant(1),
  accessTokenExpiresAt: instant(60_001),
  refreshToken: 'refresh',
  refreshTokenExpiresAt: instant(100_000),
  lastServerContactAt: instant(1),
  offlineUntil: instant(604_800_001),
  deviceKeyId: null,
  idTokenClaims: { iss: 'https://id.test', sub: 'mira', aud: ['app'], azp: null, authTime: 1, nonce: 'n' },
  serverTimeOffset: duration(0),
  serverTimes: { samples: [duration(0)], doubted: null },
}

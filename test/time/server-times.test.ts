import { expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import type { TokenGrant } from '../../src/ports/identity.ts'
import { decodeRecord, encodeRecord, recordOfGrant, type SessionRecord } from '../../src/vault/session-record.ts'

const at = 1_767_225_600_000

function grant(offset: number | null): TokenGrant {
  return {
    subject: { issuer: 'https://id.test', subject: 'mira', tenant: null, client: 'app' },
    accessToken: 'access',
    accessTokenExpiresAt: instant(at + 60_000),
    refreshToken: null,
    refreshTokenExpiresAt: null,
    roles: [],
    scopes: [],
    profile: null,
    claims: null,
    time: offset === null ? null : { server: instant(at + offset), sentAt: instant(at), receivedAt: instant(at) },
  }
}

const renewed = (previous: SessionRecord | null, offset: number | null): SessionRecord =>
  recordOfGrant(grant(offset), { at: instant(at), offlineFor: duration(1), previous })

it('learns the server’s clock over several answers and a restart, and is moved by none alone (TM-06)', () => {
  const first = renewed(null, 2_000)
  expect(first.serverTimeOffset).toBe(2_000)
  const stored = decodeRecord(encodeRecord(renewed(renewed(first, 2_200), null)))
  expect(stored?.serverTimeOffset).toBe(2_100)
  expect(renewed(stored, 900_000).serverTimeOffset).toBe(2_100)
  expect(renewed(stored, 60_000).serverTimeOffset).toBe(2_200)
})

it('starts anew from a record of before', () => {
  const { serverTimes: _, ...old } = renewed(null, 2_000)
  const stored = decodeRecord(JSON.parse(JSON.stringify(old)) as never)
  expect(stored).toMatchObject({ serverTimeOffset: 2_000, serverTimes: { samples: [], doubted: null } })
})

import type { Instant } from '../../../machines/time.ts'
import type { RotationProfile } from '../../ports/identity.ts'

export interface LedgerEntry {
  readonly subject: string
  readonly accessToken: string
  /** Null where the provider doesn't rotate: the old one stays. */
  readonly refreshToken: string | null
}

interface Family {
  readonly subject: string
  readonly name: string
  ended: boolean
  sets: number
}

/** What a provider remembers about the tokens it issued. */
export interface TokenLedger {
  /** A new login. */
  open(subject: string): LedgerEntry
  /** A refresh; null when this token is unknown, ended, or spent longer ago than the grace: that ends what `onReuse` says. */
  spend(refreshToken: string, now: Instant): LedgerEntry | null
  revoke(token: string): void
  revokeAll(): void
  ownerOf(accessToken: string): string | null
  reuseDetected(): number
  revoked(): readonly string[]
  issued(): readonly string[]
}

export function tokenLedger({
  rotation,
  canary,
}: {
  readonly rotation: RotationProfile
  readonly canary: string
}): TokenLedger {
  const families: Family[] = []
  const access = new Map<string, Family>()
  const refresh = new Map<
    string,
    { readonly family: Family; readonly parent: string | null; spentAt: Instant | null }
  >()
  const revoked: string[] = []
  let reuseDetected = 0

  const issue = (family: Family, parent: string | null): LedgerEntry => {
    family.sets += 1
    const accessToken = `${canary}-access-${family.name}-${family.sets}`
    access.set(accessToken, family)
    if (parent !== null && !rotation.rotates) {
      return { subject: family.subject, accessToken, refreshToken: null }
    }
    const refreshToken = `${canary}-refresh-${family.name}-${family.sets}`
    refresh.set(refreshToken, { family, parent, spentAt: null })
    return { subject: family.subject, accessToken, refreshToken }
  }

  /** The newest set has not been used yet, so whoever holds its parent never saw it. */
  const isActiveParent = (token: string, family: Family): boolean =>
    [...refresh.values()].some((other) => other.family === family && other.parent === token && other.spentAt === null)

  return {
    open(subject) {
      const family = { subject, name: String(families.length + 1), ended: false, sets: 0 }
      families.push(family)
      return issue(family, null)
    },
    spend(token, now) {
      const held = refresh.get(token)
      if (held === undefined || held.family.ended) {
        return null
      }
      const spentAt = held.spentAt
      const inGrace = spentAt !== null && now - spentAt <= (rotation.reuseGrace ?? 0) && rotation.reuseGrace !== null
      const allowed = spentAt === null || inGrace || (rotation.parentReusable && isActiveParent(token, held.family))
      if (!allowed) {
        reuseDetected += 1
        held.family.ended ||= rotation.onReuse !== 'none'
        return null
      }
      if (rotation.rotates) {
        held.spentAt ??= now
      }
      return issue(held.family, token)
    },
    revoke(token) {
      revoked.push(token)
      const family = refresh.get(token)?.family ?? access.get(token)
      if (family !== undefined) {
        family.ended = true
      }
    },
    revokeAll() {
      for (const family of families) {
        family.ended = true
      }
    },
    ownerOf(token) {
      const family = access.get(token)
      return family === undefined || family.ended ? null : family.subject
    },
    reuseDetected: () => reuseDetected,
    revoked: () => [...revoked],
    issued: () => [...access.keys(), ...refresh.keys()],
  }
}

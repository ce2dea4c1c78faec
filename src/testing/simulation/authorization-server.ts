import type { Instant } from '../../../machines/time.ts'
import type { Rotation } from './rotation.ts'

/** One login at the provider, with every token set it ever issued. */
export interface Family {
  readonly subject: string
  readonly name: string
  endedBy: 'revoked' | 'signed_out' | 'reuse' | null
  readonly sets: TokenSet[]
}

export interface TokenSet {
  readonly family: Family
  readonly refreshToken: string
  readonly accessToken: string
  /** The set whose refresh token was spent for this one. */
  readonly parent: TokenSet | null
  spentAt: Instant | null
  uses: number
  /** Contexts that were handed this set. */
  readonly holders: Set<Holder>
  /** A commit with it was complete at some time. */
  wasStored: boolean
  /** The context that wrote it was told so. */
  isKnownStored: boolean
}

/** A context, as far as the oracle cares. */
export interface Holder {
  readonly alive: boolean
}

export interface Presented {
  readonly set: TokenSet
  readonly at: Instant
  /** The client had given this request up, or the network sent it twice. */
  readonly isGhost: boolean
}

/** What the provider does and remembers. Knows everything about its tokens and nothing about clients. */
export interface AuthorizationServer {
  readonly families: readonly Family[]
  readonly disabled: ReadonlySet<string>
  readonly everDisabled: ReadonlySet<string>
  open(subject: string, now: Instant): TokenSet
  /** A refresh; null when it is refused. */
  spend(presented: Presented): TokenSet | null
  setOf(token: string): TokenSet | null
  end(family: Family, by: 'revoked' | 'signed_out'): void
  disable(subject: string, isDisabled: boolean): void
}

export interface ServerOptions {
  readonly rotation: Rotation
  readonly canary: string
  /** Asked when a spent token comes back too late: the oracle says whether that had to happen. */
  readonly onReuse: (presented: Presented, children: readonly TokenSet[]) => void
}

export function authorizationServer({ rotation, canary, onReuse }: ServerOptions): AuthorizationServer {
  const families: Family[] = []
  const byToken = new Map<string, TokenSet>()
  const disabled = new Set<string>()
  const everDisabled = new Set<string>()
  const { rotates, reuseGrace, parentReusable } = rotation.profile

  const issue = (family: Family, parent: TokenSet | null): TokenSet => {
    const number = family.sets.length + 1
    const isNewToken = parent === null || rotates
    const set: TokenSet = {
      family,
      refreshToken: isNewToken ? `${canary}-refresh-${family.name}-${number}` : parent.refreshToken,
      accessToken: `${canary}-access-${family.name}-${number}`,
      parent,
      spentAt: null,
      uses: 0,
      holders: new Set(),
      wasStored: false,
      isKnownStored: false,
    }
    family.sets.push(set)
    byToken.set(set.accessToken, set)
    if (isNewToken) byToken.set(set.refreshToken, set)
    return set
  }

  const mayReuse = (set: TokenSet, now: Instant): boolean => {
    if (!rotates || set.spentAt === null) return true
    if (rotation.uses !== null) return set.uses < rotation.uses
    if (parentReusable) return !set.family.sets.some(({ parent, spentAt }) => parent === set && spentAt !== null)
    return reuseGrace !== null && reuseGrace > 0 && now - set.spentAt <= reuseGrace
  }

  return {
    families,
    disabled,
    everDisabled,
    open(subject) {
      const family: Family = { subject, name: String(families.length + 1), endedBy: null, sets: [] }
      families.push(family)
      return issue(family, null)
    },
    spend(presented) {
      const { set, at } = presented
      const { family } = set
      if (family.endedBy !== null) return null
      if (!mayReuse(set, at)) {
        onReuse(
          presented,
          family.sets.filter(({ parent }) => parent === set),
        )
        family.endedBy = 'reuse'
        return null
      }
      set.uses += 1
      set.spentAt ??= at
      return issue(family, set)
    },
    setOf: (token) => byToken.get(token) ?? null,
    end(family, by) {
      family.endedBy ??= by
    },
    disable(subject, isDisabled) {
      if (isDisabled) disabled.add(subject)
      else disabled.delete(subject)
      if (isDisabled) everDisabled.add(subject)
    },
  }
}

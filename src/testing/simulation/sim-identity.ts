import { after, duration, type Instant } from '../../../machines/time.ts'
import { fail, succeed } from '../../exchange/settle.ts'
import type { IdentityFailure } from '../../ports/exchange.ts'
import type { CallContext, IdentityProvider, TokenGrant } from '../../ports/identity.ts'
import type { Outcome } from '../../ports/outcome.ts'
import { refusedWith } from '../fakes/scripted-answer.ts'
import { scriptedProfile } from '../fakes/scripted-identity.ts'
import type { Attempt, Attempts } from './attempts.ts'
import type { AuthorizationServer, TokenSet } from './authorization-server.ts'
import type { NetworkFate, NetworkMethod } from './fates.ts'
import { travel } from './journey.ts'
import type { Ledger } from './ledger.ts'
import type { Rotation } from './rotation.ts'
import type { Tab } from './tab.ts'
import type { Timeline } from './timeline.ts'

export interface IdentityWorld {
  readonly time: Timeline
  readonly server: AuthorizationServer
  readonly rotation: Rotation
  readonly attempts: Attempts
  readonly ledger: Ledger
  readonly accessTokenTtl: number
  /** Who types these credentials. */
  subject(username: string): string
  /** What the network and the server do with the next call. */
  fate(tab: Tab, method: NetworkMethod): NetworkFate
  /** A request leaves with this refresh token. */
  sent(attempt: Attempt): void
  /** Called when the world is over. */
  atEnd(forget: () => void): void
  /** The server asked this client for a pause. */
  paused(set: TokenSet, until: Instant, by: Tab): void
}

const issuer = 'https://id.test'
const client = 'app'

/** The provider as one context reaches it: over a network that does what the seed says. */
export function simIdentity(world: IdentityWorld, tab: Tab): IdentityProvider {
  const { time, server, rotation, attempts } = world

  const grant = (set: TokenSet, context: CallContext, sentAt: Instant, fate: NetworkFate): TokenGrant => {
    const subject = fate.answer === 'other subject' ? 'somebody-else' : set.family.subject
    const keeps = fate.answer === 'no refresh token' && !rotation.profile.rotates
    return {
      subject: { issuer, subject, tenant: null, client },
      accessToken: set.accessToken,
      accessTokenExpiresAt: after(sentAt, duration(world.accessTokenTtl)),
      refreshToken: keeps ? null : set.refreshToken,
      refreshTokenExpiresAt: null,
      claims: { iss: issuer, sub: subject, aud: [client], azp: null, authTime: null, nonce: null },
      profile: { name: subject, email: null, picture: null },
      roles: ['member'],
      scopes: ['openid'],
      time: { server: time.now, sentAt, receivedAt: context.now() },
    }
  }

  const exchange = <Value>(
    context: CallContext,
    fate: NetworkFate,
    act: (isGhost: boolean) => Outcome<Value, IdentityFailure>,
  ): Promise<Outcome<Value, IdentityFailure>> =>
    travel({ time, tab, fate, signal: context.signal, now: context.now, atEnd: world.atEnd }, act)

  return {
    kind: 'tokens',
    ways: ['credentials'],
    rotation: rotation.profile,
    profile: scriptedProfile,
    origins: ['https://api.test'],
    async signIn({ credentials }, context) {
      const fate = world.fate(tab, 'signIn')
      const sentAt = context.now()
      const subject = world.subject(credentials?.['username'] ?? '')
      const answer = await exchange(context, fate, () =>
        server.disabled.has(subject)
          ? fail(refusedWith('account_disabled'), context.now())
          : succeed(server.open(subject, time.now), context.now()),
      )
      const heard = await tab.hear(answer)
      if (!heard.ok) return heard
      heard.value.holders.add(tab)
      return succeed({ kind: 'granted', grant: grant(heard.value, context, sentAt, plain) }, heard.at)
    },
    isCallback: () => false,
    resume: async (_url, _transaction, context) => fail({ kind: 'not_supported' }, context.now()),
    async refresh({ refreshToken }, context) {
      const set = server.setOf(refreshToken)
      if (set === null) return fail(refusedWith('invalid_grant'), context.now())
      const sentAt = context.now()
      const attempt = attempts.begin(set, tab, time.now)
      world.sent(attempt)
      const fate = world.fate(tab, 'refresh')
      const answer = await exchange(context, fate, (isGhost) => {
        if (server.disabled.has(set.family.subject)) return fail(refusedWith('account_disabled'), context.now())
        const next = server.spend({ set, at: time.now, isGhost })
        return next === null ? fail(refusedWith('invalid_grant'), context.now()) : succeed(next, context.now())
      })
      const heard = await tab.hear(answer)
      attempt.settledAt = time.now
      const { signal } = context
      const isGivenUp =
        signal.aborted && !(signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError')
      world.ledger.check(!isGivenUp, 'renewal broken off', () => `in tab ${tab.number}`)
      attempt.end = endOf(heard)
      if (!heard.ok) {
        const { failure } = heard
        const pause =
          failure.kind === 'exchange' && failure.exchange.kind === 'response' ? failure.exchange.retryAfter : null
        if (pause !== null) world.paused(set, after(time.now, pause), tab)
        return heard
      }
      // Somebody else's answer is no set that anybody could keep.
      if (fate.answer !== 'other subject') {
        attempt.granted = heard.value
        heard.value.holders.add(tab)
      }
      return succeed(grant(heard.value, context, sentAt, fate), heard.at)
    },
    async revoke(token, context) {
      const fate = world.fate(tab, 'revoke')
      const answer = await exchange(context, fate, () => {
        const set = server.setOf(token)
        if (set !== null) server.end(set.family, 'signed_out')
        return succeed(null, context.now())
      })
      return tab.hear(answer)
    },
    endSessionUrl: async () => null,
    async fetchUser(accessToken, subject, context) {
      const fate = world.fate(tab, 'fetchUser')
      const answer = await exchange(context, fate, () => {
        const set = server.setOf(accessToken)
        return set === null || set.family.endedBy !== null
          ? fail(refusedWith('invalid_token', 401), context.now())
          : succeed(
              { profile: { name: subject.subject, email: null, picture: null }, roles: ['member'] },
              context.now(),
            )
      })
      return tab.hear(answer)
    },
  }
}

const plain: NetworkFate = { answer: null, there: 0, back: 0, acts: true, retryAfter: null }

function endOf(answer: Outcome<unknown, IdentityFailure>): Attempt['end'] {
  if (answer.ok) return 'granted'
  const { failure } = answer
  if (failure.kind !== 'exchange') return 'refused'
  const { exchange } = failure
  if (exchange.kind === 'no_response') return 'maybe'
  if (exchange.retryAfter !== null || exchange.status === 429) return 'nothing'
  return exchange.body === 'error' ? 'refused' : 'maybe'
}

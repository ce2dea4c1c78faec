import { describe as group, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { follow } from './follow.ts'
import type { AuthPlace } from '../../src/testing/auth-model/auth-place.ts'
import { dueAt } from '../../src/testing/auth-model/endings.ts'
import { runningActors } from '../../src/testing/explore/place.ts'

const session = (...labels: readonly string[]): unknown => follow(labels).snapshot.value.session
const alarmOf = (place: AuthPlace): number | null => {
  const alarm = runningActors(place).find(([id]) => id === 'sessionAlarm')?.[1]
  return alarm === undefined ? null : dueAt(alarm)
}

const signsIn = ['restore nothing', 'user.signIn'] as const
const asksAgain = ['restore ended (expired)', 'user.signIn'] as const
const unlocks = ['restore locked', 'user.signIn'] as const
const offline = ['restore live (plain)', 'network.lost', 'connectivityAlarm rang'] as const

group('a sign-in in another tab', () => {
  it.each([
    ['cancelled', [...signsIn, 'tab.signedIn', 'user.cancel']],
    ['refused', [...signsIn, 'signIn prepared', 'tab.signedIn', 'signIn failed (refused)']],
    ['broken', [...signsIn, 'tab.signedIn', 'signIn broke']],
    ['cancelled after a refusal of the session', [...asksAgain, 'tab.signedIn', 'user.cancel']],
    ['cancelled while locked', [...unlocks, 'tab.signedIn', 'user.cancel']],
    ['replaced by a sign-out', ['restore live (plain)', 'user.signOut', 'tab.signedIn', 'signOut signed_out']],
    ['replaced by a broken sign-out', ['restore live (plain)', 'user.signOut', 'tab.signedIn', 'signOut broke']],
  ])('is opened once the one here is %s', (_, labels) => {
    expect(session(...labels)).toEqual({ RESTORING: 'READING' })
  })

  it('is forgotten once this tab has signed in itself', () => {
    const place = follow([...signsIn, 'signIn prepared', 'tab.signedIn', 'signIn signed_in'])
    expect(place.snapshot.matches({ session: 'ACTIVE' })).toBe(true)
    expect(place.snapshot.context.nextAccount).toBeNull()
  })

  it('yields to a later wish to sign out', () => {
    expect(session(...asksAgain, 'tab.signedIn', 'user.signOut', 'signOut signed_out')).toEqual({ SIGNED_OUT: 'IDLE' })
  })

  it('is read again when it arrives while the record is being read', () => {
    for (const news of ['tab.signedIn', 'tab.committed (newer)', 'tab.ended (revoked)']) {
      const before = runningActors(follow([])).find(([id]) => id === 'restore')?.[1]
      const after = follow([news])
      expect(after.snapshot.value.session).toEqual({ RESTORING: 'READING' })
      expect(runningActors(after).find(([id]) => id === 'restore')?.[1]).not.toBe(before)
      expect(after.ended.size).toBe(0)
    }
  })
})

group('a newer set from another tab', () => {
  it('sets the alarm of offline work anew', () => {
    const before = follow(offline)
    const after = follow([...offline, 'time passes', 'tab.committed (newer, long ago)'])
    expect(after.snapshot.value.session).toEqual({ OFFLINE_STALE: 'PARKED' })
    expect(after.snapshot.context.offlineLimitAt).not.toBe(before.snapshot.context.offlineLimitAt)
    const { warnAt, offlineLimitAt } = after.snapshot.context
    expect(alarmOf(after)).toBe(Math.min(warnAt ?? Infinity, offlineLimitAt ?? Infinity))
  })

  it('keeps the place in the spread', () => {
    const back = follow([...offline, 'network.returned', 'tab.committed (newer, long ago)'])
    expect(back.snapshot.value.session).toEqual({ OFFLINE_STALE: 'RETURNING' })
    expect(alarmOf(back)).toBe(back.snapshot.context.reconnectAt)
  })

  it('neither ends nor begins offline work when it is older than the device’s word that the network is gone', () => {
    const unavailable = [
      'restore due (plain)',
      'refresh failed (unavailable)',
      'network.lost',
      'connectivityAlarm rang',
    ]
    const since = follow(unavailable).snapshot.context.offlineSince
    const adopted = follow([...unavailable, 'tab.committed (newer, before the network went)']).snapshot
    expect(adopted.value.session).toEqual({ OFFLINE_STALE: 'PARKED' })
    expect(adopted.context.offlineSince).toBe(since)
    expect(adopted.context.generation).toBe(2)
  })
})

group('an alarm that rings too early', () => {
  it.each([
    ['PARKED', offline],
    ['RETURNING', [...offline, 'network.returned']],
  ])('warns of nothing in %s', (state, labels) => {
    const { snapshot } = follow([...labels, 'sessionAlarm rang early'])
    expect(snapshot.value.session).toEqual({ OFFLINE_STALE: state })
    expect(snapshot.context.warnAt).not.toBeNull()
  })
})

group('a key wrapped by a PIN', () => {
  it('asks once: the unlock that opened it opens the app', () => {
    const opened = ['restore wrapped', 'user.stepUp', 'verify granted', 'restore live (plain)']
    const { snapshot } = follow(opened, { locksLocally: true })
    expect(snapshot.value).toMatchObject({ session: 'ACTIVE', stepUp: 'NONE' })
  })

  it('asks again at the next boot, and where no key was opened', () => {
    expect(follow(['restore live (plain)'], { locksLocally: true }).snapshot.value.stepUp).toBe('REQUIRED')
    const switched = ['restore wrapped', 'user.stepUp', 'verify granted', 'user.switchAccount', 'restore live (plain)']
    expect(follow(switched, { locksLocally: true }).snapshot.value.stepUp).toBe('REQUIRED')
  })
})

group('a broken actor', () => {
  it('is tried again after half a minute where it was the refresh', () => {
    const place = follow(['restore due (plain)', 'refresh broke'])
    expect(place.snapshot.value.session).toEqual({ OFFLINE_STALE: 'WAITING' })
    expect(alarmOf(place)).toBe(place.now + duration(30_000))
  })

  it('leaves deferred revocations and a doubted network a way on', () => {
    const told = ['restore nothing (with an outbox)', 'revoke done (one left)', 'revocationAlarm broke']
    expect(follow(told).snapshot.value.revocation).toEqual({ WAITING: 'UNTIMED' })
    expect(follow([...told, 'app.woke']).snapshot.value.revocation).toBe('SENDING')
    const doubted = ['network.suspected', 'probe broke', 'connectivityAlarm broke']
    expect(follow(doubted).snapshot.value.connectivity).toEqual({ SUSPECT: 'UNPROBED' })
    expect(follow([...doubted, 'app.woke']).snapshot.value.connectivity).toEqual({ SUSPECT: 'PROBING' })
  })
})

group('the network’s return after the offline limit', () => {
  const cutOff = ['network.lost', 'connectivityAlarm rang', 'restore past_limit (plain)'] as const

  it('is worth one attempt, at this client’s place in the spread', () => {
    expect(session(...cutOff)).toEqual({ REAUTH_REQUIRED: 'CUT_OFF' })
    const back = follow([...cutOff, 'network.returned'])
    expect(back.snapshot.value.session).toEqual({ REAUTH_REQUIRED: 'RETURNING' })
    expect(alarmOf(back)).toBe(back.now + 5_000)
    expect(session(...cutOff, 'network.returned', 'sessionAlarm rang')).toEqual({ REFRESHING: 'RECOVERING' })
  })

  it('waits for the pause that the server asked for', () => {
    const paused = ['network.lost', 'connectivityAlarm rang', 'restore past_limit (paused)', 'network.returned']
    const place = follow(paused)
    expect(alarmOf(place)).toBe(place.snapshot.context.retryNotBefore)
  })
})

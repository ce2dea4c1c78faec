import type { AuthPlace } from '../../../src/testing/auth-model/auth-place.ts'
import { readSessionColumns } from '../../../src/vault/account-rows.ts'
import type { Stage } from './stage.ts'

/** Ends after which nobody's session may be open on the disk. */
const leaves = ['signOut ', 'tab.signedOut', 'refresh signed_out', 'refresh gone', 'restore nothing']

/** What the disk and the server say where the chart stands here; null: the same. */
export async function contradictionIn(stage: Stage, place: AuthPlace): Promise<string | null> {
  const { auth, nextDoor, server } = stage
  if (server.reuseDetected > 0) return 'a refresh token was spent twice'
  const { context } = auth.actor.getSnapshot()
  const { snapshot, by } = place
  if (snapshot.matches({ session: { SIGNED_OUT: 'IDLE' } }) && leaves.some((end) => by.startsWith(end))) {
    const open = (await nextDoor.sessions()).filter(({ clear }) => clear['stateClass'] === 'live')
    return open.length === 0 ? null : 'a session that was ended still stands on the disk'
  }
  if (context.account === null || context.persistence !== 'durable') return null
  const row = (await nextDoor.sessions()).find(({ key }) => key.account === context.account)
  const columns = row === undefined ? null : readSessionColumns(row)
  const told = columns === null ? 'nothing' : `${columns.stateClass} ${columns.reason ?? ''}, set ${columns.generation}`
  // The limit has passed; what the record keeps may still serve for one more attempt.
  const isLastAttempt = columns?.reason === 'offline_limit' && !snapshot.matches({ session: 'ACTIVE' })
  if (snapshot.hasTag('authenticated') && !isLastAttempt) {
    if (columns?.stateClass !== 'live' || columns.generation !== context.generation)
      return `set ${context.generation} is shown, and the disk says ${told}`
    const token = await nextDoor.accessTokenOf(context.account)
    return token === null || server.accepts(token) ? null : 'the server does not know the stored token'
  }
  // Another tab's sign-in that is opened as soon as this one's own has come to nothing.
  if (snapshot.context.nextAccount !== null) return null
  if (snapshot.matches({ session: 'REAUTH_REQUIRED' })) {
    const isSame = columns?.stateClass === 'reauth' && columns.reason === context.reauthReason
    return isSame ? null : `${context.reauthReason} is shown, and the disk says ${told}`
  }
  if (snapshot.matches({ session: 'LOCKED' }))
    return columns?.stateClass === 'locked' ? null : `a locked account is shown, and the disk says ${told}`
  return null
}

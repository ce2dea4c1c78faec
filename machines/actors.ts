import { fromPromise, type PromiseActorLogic } from 'xstate'
import type * as Outcome from './outcomes.ts'

/** Stands in until createAuth, a test or the explorer provides the real actor. */
function unprovided<Output, Input>(name: string): PromiseActorLogic<Output, Input> {
  return fromPromise<Output, Input>(() => Promise.reject(new Error(`Cannot run the ${name} actor: none was provided`)))
}

/** The chart's invoked actors, by the names they carry in the chart, the inspector and the tests. */
export const actors = {
  restore: unprovided<Outcome.RestoreOutcome, Outcome.RestoreInput>('restore'),
  signIn: unprovided<Outcome.SignInOutcome, Outcome.SignInInput>('signIn'),
  signOut: unprovided<Outcome.SignOutOutcome, Outcome.SignOutInput>('signOut'),
  refresh: unprovided<Outcome.RefreshOutcome, Outcome.RefreshInput>('refresh'),
  recheck: unprovided<Outcome.RecheckOutcome, Outcome.RecheckInput>('recheck'),
  drainerLock: unprovided<Outcome.DrainerLockOutcome, Outcome.DrainerLockInput>('drainerLock'),
  drain: unprovided<Outcome.DrainOutcome, Outcome.DrainInput>('drain'),
  probe: unprovided<Outcome.ProbeOutcome, Outcome.ProbeInput>('probe'),
  verify: unprovided<Outcome.VerifyOutcome, Outcome.VerifyInput>('verify'),
  revoke: unprovided<Outcome.RevokeOutcome, Outcome.RevokeInput>('revoke'),
  alarm: unprovided<Outcome.AlarmOutcome, Outcome.AlarmInput>('alarm'),
}

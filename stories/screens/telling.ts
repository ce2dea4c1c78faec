import { sayReason } from '../../demo/app/words/reason.ts'
import { words as demo } from '../../demo/app/words/en.ts'
import type { AuthView } from '../../src/view.ts'
import type { Telling } from '../../src/visualizer/storyboard/panel.ts'

/** What the app says about a reason, as its screen does; null where the chart's own words are all there is. */
export function tellingOf(view: AuthView): Telling | null {
  const { pending } = view
  switch (view.status) {
    case 'SIGNED_OUT':
      if (view.isSigningIn || view.isSigningOut) return null
      return view.reason === 'never' ? demo.welcome : sayReason('SIGNED_OUT', view.reason, { pending })
    case 'OFFLINE_STALE':
      return sayReason('OFFLINE_STALE', view.reason, { pending, since: view.since })
    case 'REAUTH_REQUIRED':
      return view.isSigningIn ? null : sayReason('REAUTH_REQUIRED', view.reason, { pending })
    case 'LOCKED':
      return view.isSigningIn ? null : sayReason('LOCKED', view.reason, { pending })
    case 'ACTIVE':
      return pending === 0 ? null : { title: demo.status.sending(pending), sentence: '' }
    case 'RESTORING':
    case 'REFRESHING':
      return null
    default:
      return view satisfies never
  }
}

import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { Exchange } from '../../../src/ports/exchange.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'

/** What stands for an SDK that says by itself that nobody is signed in. */
export const noSession: Exchange = {
  kind: 'response',
  status: 401,
  redirected: false,
  contentType: 'json',
  retryAfter: null,
  body: 'error',
  error: 'authchart_no_session',
  errorDescription: null,
  errorCodes: [],
}

/** A vendor's refusals, and the SDK's own. Its rotation is the SDK's: there is nothing that we could lose. */
export function sourceProfile(vendor: ProviderProfile = genericProfile): ProviderProfile {
  return {
    ...vendor,
    rotation: { rotates: false, reuseGrace: null, parentReusable: true, onReuse: 'none' },
    rows: [
      {
        id: 'source-no-session',
        match: { error: ['authchart_no_session'] },
        verdict: { category: 'refused', reason: 'refused', consumed: 'no' },
      },
      ...vendor.rows,
    ],
  }
}

import { oauthErrorShape } from './error-fields.ts'
import type { ProviderProfile } from '../ports/provider-profile.ts'

/** Any provider that keeps to RFC 6749. Reads no text, locks nobody, expects no grace for a reused token (RFC 9700 §4.14). */
export const genericProfile: ProviderProfile = {
  name: 'generic',
  source: 'RFC 6749 section 5.2',
  checkedAt: null,
  shape: oauthErrorShape,
  rotation: { rotates: true, reuseGrace: null, parentReusable: false, onReuse: 'family' },
  rows: [],
  classifyRefusal: null,
}

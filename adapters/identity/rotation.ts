import { duration } from '../../machines/time.ts'
import type { RotationProfile } from '../../src/ports/identity.ts'

/** What the app knows about its own provider's settings. Each part given replaces the profile's. */
export interface RotationOptions extends Partial<Omit<RotationProfile, 'reuseGrace'>> {
  /** Milliseconds that the previous token still works after rotation; null when unknown. */
  readonly reuseGrace?: number | null
}

/** A grace that the provider doesn't give costs the session, so nonsense counts as unknown. */
export function rotationOf(profile: RotationProfile, options: RotationOptions | undefined): RotationProfile {
  const { reuseGrace = profile.reuseGrace, ...rest } = options ?? {}
  const isSpan = reuseGrace !== null && Number.isFinite(reuseGrace) && reuseGrace >= 0
  return { ...profile, ...rest, reuseGrace: isSpan ? duration(reuseGrace) : null }
}

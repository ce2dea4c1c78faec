import type { RotationProfile } from '../../ports/identity.ts'
import { duration } from '../../../machines/time.ts'

/** How a simulated provider treats a refresh token that was used before. */
export interface Rotation {
  readonly name: string
  readonly profile: RotationProfile
  /** How often one token may be used where a count decides; null where time does. */
  readonly uses: number | null
}

const timed = (seconds: number): Rotation => ({
  name: `grace ${seconds} s`,
  profile: { rotates: true, reuseGrace: duration(seconds * 1000), parentReusable: false, onReuse: 'family' },
  uses: null,
})

export const rotations: readonly Rotation[] = [
  { name: 'none', profile: { rotates: false, reuseGrace: null, parentReusable: true, onReuse: 'none' }, uses: null },
  {
    name: 'strict',
    profile: { rotates: true, reuseGrace: duration(0), parentReusable: false, onReuse: 'family' },
    uses: null,
  },
  timed(10),
  timed(30),
  timed(60),
  {
    name: 'parent always',
    profile: { rotates: true, reuseGrace: null, parentReusable: true, onReuse: 'family' },
    uses: null,
  },
  { name: 'counted', profile: { rotates: true, reuseGrace: null, parentReusable: false, onReuse: 'family' }, uses: 3 },
]

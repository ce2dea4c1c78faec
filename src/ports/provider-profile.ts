import type { RotationProfile } from './identity.ts'
import type { Consumed, Verdict } from './verdict.ts'

/** Where an error body keeps its parts: paths of member names, the first that holds text (or a number) wins. */
export interface ErrorShape {
  readonly error: readonly (readonly string[])[]
  readonly description: readonly (readonly string[])[]
  /** Every value found is kept, lists too. */
  readonly codes: readonly (readonly string[])[]
  /** Content types that count as JSON beside `application/json` and `…+json`. */
  readonly contentTypes: readonly string[]
}

/** One refusal of one provider. All given parts must match; case, spacing and what follows a phrase don't matter. */
export interface ProviderRow {
  readonly id: string
  readonly match: {
    readonly error?: readonly string[]
    /** Beginnings of `errorDescription`. Only profiles may read text: it is reworded and translated (EC-09). */
    readonly description?: readonly string[]
    readonly codes?: readonly string[]
  }
  readonly verdict: Verdict & { readonly consumed: Consumed }
  /** Where the vendor says so: its pages, its API's model, its published code. Every vendor's row has some, or `unconfirmed`. */
  readonly sources?: readonly string[]
  /** What none of the sources says, and why the row reads it all the same. Never on a row that locks or asks for a person. */
  readonly unconfirmed?: string
}

/** What one vendor's answers mean. Opt-in data: without it, text never decides and nothing is LOCKED. */
export interface ProviderProfile {
  readonly name: string
  /** The vendor's page or code on refreshing, and the day this profile was compared with it and its rows' sources; null when never. */
  readonly source: string
  readonly checkedAt: string | null
  readonly shape: ErrorShape
  readonly rotation: RotationProfile
  /** Where a refresh token is given back: at the logout endpoint where revoking it would cost the user more than this login (SO-08). */
  readonly givesBackAt?: 'revocation' | 'logout'
  /** Asked in order, before the generic rows, and only for well-formed refusals (JSON, 400–403, exact URL). */
  readonly rows: readonly ProviderRow[]
  /** The app's own word, asked first; null when there is none. It may throw: that counts as no answer. */
  readonly classifyRefusal: ClassifyRefusal | null
}

/** How an app reads its own provider's refusals. */
export type ClassifyRefusal = (
  refusal: Refusal,
) => 'refused' | 'interaction_required' | 'locked' | 'transient' | undefined

/** A redacted, frozen copy of a refusal. */
export interface Refusal {
  readonly status: number
  readonly error: string | null
  readonly errorDescription: string | null
  readonly errorCodes: readonly string[]
}

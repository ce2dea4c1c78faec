/** A moment: milliseconds since the Unix epoch, on the trusted clock. */
export type Instant = number & { readonly __brand: 'Instant' }

/** A span of time in milliseconds. */
export type Duration = number & { readonly __brand: 'Duration' }

/** Counts the token sets of one session; a higher number is newer. */
export type Generation = number & { readonly __brand: 'Generation' }

/** Brands a count of milliseconds since the epoch. */
export function instant(milliseconds: number): Instant {
  return milliseconds as Instant
}

/** Brands a count of milliseconds. */
export function duration(milliseconds: number): Duration {
  return milliseconds as Duration
}

/** Brands a token set's number. */
export function generation(count: number): Generation {
  return count as Generation
}

/** The moment `span` milliseconds after `from`. */
export function after(from: Instant, span: number): Instant {
  return (from + span) as Instant
}

/** The earliest of the moments that are set, or null when none is. */
export function earliest(...moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce(
    (first, moment) => (moment !== null && (first === null || moment < first) ? moment : first),
    null,
  )
}

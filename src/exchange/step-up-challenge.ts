import { duration, type Duration } from '../../machines/time.ts'

/** What a resource server asks for before it acts: a stronger or a fresher authentication (RFC 9470 §3). */
export interface StepUpChallenge {
  /** Authentication contexts of which one is wanted, the preferred first. */
  readonly acrValues: readonly string[]
  /** How long ago the user may have authenticated at most; null: that doesn't matter. */
  readonly maxAge: Duration | null
}

/** The challenge of a 401 that no renewed token can answer; null for any other answer. */
export function stepUpChallengeOf({ status, headers }: Pick<Response, 'status' | 'headers'>): StepUpChallenge | null {
  if (status !== 401) return null
  const parameters = parametersOf(headers.get('www-authenticate') ?? '')
  if (parameters.get('error') !== 'insufficient_user_authentication') return null
  const maxAge = parameters.get('max_age') ?? ''
  return {
    acrValues: (parameters.get('acr_values') ?? '').split(' ').filter((value) => value !== ''),
    maxAge: /^\d{1,9}$/.test(maxAge) ? duration(Number(maxAge) * 1000) : null,
  }
}

/** RFC 9110 §11.2. Quoted text is read as a whole: what a description says in it is no parameter. */
function parametersOf(header: string): ReadonlyMap<string, string> {
  // Names begin where no other name goes on: a long word without an equals sign is walked once, not once per letter.
  const found = header.matchAll(/(?<![\w-])([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)
  return new Map(
    [...found].map(([, name = '', quoted, bare = '']) => [
      name.toLowerCase(),
      quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1'),
    ]),
  )
}

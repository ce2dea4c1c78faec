import type { RowKind } from '../ports/store.ts'

/**
 * Where a kind of row lies once an account has a box. `boxed`: whatever names the user, their rights, their work or a
 * token. `outer`: what has to be read before the user's proof: how it is checked, how often it failed, how far time has
 * come. `device`: rows of no account.
 */
const layers: Readonly<Record<RowKind, 'boxed' | 'outer' | 'device'>> = {
  index: 'device',
  session: 'boxed',
  intent: 'boxed',
  breaker: 'boxed',
  marks: 'outer',
  step_up: 'outer',
  fence: 'boxed',
  queue: 'boxed',
  queue_body: 'boxed',
  queue_result: 'boxed',
  permissions: 'boxed',
  policy: 'outer',
  revocation: 'device',
  login: 'device',
  // Nothing in it is sealed, and a sign-out finds it without the user's proof.
  proof: 'outer',
  cache: 'boxed',
}

export function isOuterKind(kind: RowKind): boolean {
  return layers[kind] === 'outer'
}

export const boxedKinds: readonly RowKind[] = (Object.keys(layers) as RowKind[]).filter(
  (kind) => layers[kind] === 'boxed',
)

/** Every kind of row that belongs to an account. */
export const accountKinds: readonly RowKind[] = (Object.keys(layers) as RowKind[]).filter(
  (kind) => layers[kind] !== 'device',
)

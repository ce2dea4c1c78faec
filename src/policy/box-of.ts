import type { StepUp } from '../ports/step-up.ts'
import type { Store } from '../ports/store.ts'
import { withBoxes, type Boxes } from '../vault/boxes.ts'

/** The store with the accounts' boxes in it, and those; null where no step-up method makes any. */
export function boxOf(
  store: Store,
  stepUp: readonly StepUp[],
): { readonly store: Store; readonly boxes: Boxes } | null {
  const boxing = stepUp.filter(({ boxes }) => boxes !== undefined)
  const maker = boxing[0]?.boxes
  return maker === undefined ? null : withBoxes(store, { maker, methods: boxing.map(({ method }) => method) })
}

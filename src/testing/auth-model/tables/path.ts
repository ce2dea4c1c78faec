import type { AuthPlace } from '../auth-place.ts'

export type Region = keyof AuthPlace['snapshot']['value']

/** Where a region stands: `REAUTH_REQUIRED.SIGNING_IN.AWAY`. */
export function pathOf({ snapshot }: AuthPlace, region: Region): string {
  return joined(snapshot.value[region])
}

/** Whether a path is at a state or inside it; '' is the whole region. */
export function isWithin(path: string, state: string): boolean {
  return state === '' || path === state || path.startsWith(`${state}.`)
}

function joined(value: unknown): string {
  if (typeof value === 'string') return value
  const inner: readonly (readonly [string, unknown])[] =
    typeof value === 'object' && value !== null ? Object.entries(value) : []
  return inner.map(([state, below]) => `${state}.${joined(below)}`).join()
}

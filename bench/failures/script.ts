import type { Fault, Heard } from './provider.ts'

/** What the server answers on `path` next, one after the other; then as usual again. */
export async function next(path: string, faults: readonly Fault[]): Promise<void> {
  await fetch('/__next', { method: 'POST', body: JSON.stringify({ path, faults }) })
}

/** As often as anybody will ask in one of these pages. */
export function always(fault: Fault): readonly Fault[] {
  return Array.from({ length: 200 }, () => fault)
}

/** What arrived on `path` so far. */
export async function heard(path: string): Promise<readonly Heard[]> {
  const all = (await (await fetch('/__heard')).json()) as readonly Heard[]
  return all.filter((one) => one.path === path)
}

/** Refresh tokens that were presented more than once. */
export function doubles(requests: readonly Heard[]): readonly string[] {
  const presented = requests.flatMap(({ refreshToken }) => (refreshToken === null ? [] : [refreshToken]))
  return [...new Set(presented.filter((token, place) => presented.indexOf(token) !== place))]
}

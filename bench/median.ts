/** The middle value; between two, their mean. Throws where there is none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value that `share` of the others lie below, interpolated between neighbours. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) throw new Error('Cannot take a quantile: there are no values')
  if (sorted.some((value) => !Number.isFinite(value))) throw new Error('Cannot take a quantile: not all are numbers')
  return below + (above - below) * (place - Math.floor(place))
}

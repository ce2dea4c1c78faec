/** An app's schedule that throws, or answers what is no number of milliseconds. */
export function badDelay(chance: () => number): (failures: number) => number {
  return () => {
    const drawn = chance()
    if (drawn < 0.3) throw new Error('The app’s own schedule broke')
    return drawn < 0.5 ? Number.NaN : drawn < 0.7 ? -1 : drawn < 0.8 ? Infinity : drawn * 60_000
  }
}

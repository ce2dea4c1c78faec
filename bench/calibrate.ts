/**
 * How many times `read` must be called for the clock to see it: doubles until a batch takes `target` milliseconds. Also
 * warms it up, so that the first round times the same machine code as the last.
 */
export async function calibrate(
  batch: (count: number) => Promise<unknown>,
  { target, now }: { readonly target: number; readonly now: () => number },
): Promise<number> {
  for (let count = 64; ; count *= 2) {
    const started = now()
    await batch(count)
    const took = now() - started
    if (took >= target || count >= 2 ** 24)
      return Math.max(1, Math.round((count * target) / Math.max(took, target / 2)))
  }
}

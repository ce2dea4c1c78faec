/** For adapters of the real clock: time that can't be advanced must pass. */
export function realTime(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

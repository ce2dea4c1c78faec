/** Calls each that was there at the start, once; `failed` for each that throws, which keeps none of the others from its turn. */
export function callEach(called: ReadonlySet<() => void>, failed: () => void): void {
  for (const call of [...called]) {
    try {
      call()
    } catch {
      failed()
    }
  }
}

/** The promise's value, or the signal's own reason as soon as it ends: also where the work itself can't be ended. */
export async function orAbort<Value>(work: Promise<Value>, signal: AbortSignal | null): Promise<Value> {
  if (signal === null) return work
  let end = (): void => {}
  const aborted = new Promise<null>((resolve) => {
    end = () => resolve(null)
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
  })
  try {
    const heard = await Promise.race([aborted, work.then((value) => ({ value }))])
    if (heard !== null) return heard.value
    signal.throwIfAborted()
    return await work
  } finally {
    signal.removeEventListener('abort', end)
  }
}

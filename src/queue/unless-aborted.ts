/** The promise's value, or null as soon as the signal ends: also where the other side forgets to listen to it. */
export async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | null> {
  if (signal.aborted) {
    work.catch(() => undefined)
    return null
  }
  let end = (): void => undefined
  const aborted = new Promise<null>((resolve) => {
    end = () => resolve(null)
  })
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', end)
  }
}

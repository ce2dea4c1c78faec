/** No token answer comes near this; more is a page, an attack or a mistake. */
const maxBytes = 64 * 1024

/**
 * Reads a response's body once, as strict UTF-8, up to 64 KiB. Null when it stalls until the signal ends, breaks off,
 * is too long or isn't text. Never throws.
 */
export async function readBody(response: Response, signal: AbortSignal): Promise<string | null> {
  if (response.bodyUsed) {
    return null
  }
  // React Native's fetch reads all of it or nothing: its responses have no `body`.
  const body: ReadableStream<Uint8Array> | null | undefined = response.body
  if (body === null) {
    return ''
  }
  if (signal.aborted) {
    return null
  }
  let end = (): void => undefined
  const stopped = new Promise<null>((resolve) => {
    end = () => resolve(null)
  })
  signal.addEventListener('abort', end, { once: true })
  try {
    if (body === undefined) {
      return await Promise.race([whole(response), stopped])
    }
    const reader = body.getReader()
    const text = await Promise.race([collect(reader), stopped])
    if (text === null) {
      void reader.cancel().catch(() => undefined)
    }
    return text
  } catch {
    return null
  } finally {
    signal.removeEventListener('abort', end)
  }
}

async function collect(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let text = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        return text + decoder.decode()
      }
      bytes += value.byteLength
      if (bytes > maxBytes) {
        return null
      }
      text += decoder.decode(value, { stream: true })
    }
  } catch {
    return null
  }
}

async function whole(response: Response): Promise<string | null> {
  const text = await response.text()
  return new TextEncoder().encode(text).byteLength > maxBytes ? null : text
}

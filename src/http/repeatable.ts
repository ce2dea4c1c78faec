export interface Repeatable {
  readonly request: Request
  /** The same request once more; null where its body can be read only once. */
  readonly again: (() => Request) | null
}

/** The request of these fetch arguments, and how to make it a second time. */
export function repeatable(input: RequestInfo | URL, init: RequestInit): Repeatable {
  const hasOwnBody = init.body !== undefined && init.body !== null
  if (input instanceof Request && !hasOwnBody && input.body !== null) {
    // Its body is a stream by now, whatever it was made of; the copy is read only where there is a replay.
    let copy = input.clone()
    const again = (): Request => {
      const next = copy
      copy = next.clone()
      return new Request(next, init)
    }
    return { request: new Request(input, init), again }
  }
  const make = (): Request => new Request(input, init)
  return { request: make(), again: hasOwnBody && !isRereadable(init.body) ? null : make }
}

function isRereadable(body: unknown): boolean {
  return (
    typeof body === 'string' ||
    body instanceof URLSearchParams ||
    body instanceof FormData ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body)
  )
}

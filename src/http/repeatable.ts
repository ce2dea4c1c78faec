export interface Repeatable {
  readonly request: Request
  /** Its body can be read only once. */
  readonly isOnce: boolean
  /** The request to send: first this one, and then, each time, the same once more. Not asked twice where it `isOnce`. */
  readonly next: () => Request
}

/** The request of these fetch arguments, and how to send it more than once. */
export function repeatable(input: RequestInfo | URL, init: RequestInit): Repeatable {
  const hasOwnBody = init.body !== undefined && init.body !== null
  if (input instanceof Request && !hasOwnBody && input.body !== null) {
    // Its body is a stream by now, whatever it was made of; the copy is read only where there is a replay.
    let copy = input.clone()
    const again = (): Request => {
      const made = copy
      copy = made.clone()
      return new Request(made, init)
    }
    return { isOnce: false, ...inTurn(new Request(input, init), again) }
  }
  const make = (): Request => new Request(input, init)
  return { isOnce: hasOwnBody && !isRereadable(init.body), ...inTurn(make(), make) }
}

function inTurn(request: Request, again: () => Request): Pick<Repeatable, 'request' | 'next'> {
  let isFirst = true
  const next = (): Request => {
    if (!isFirst) return again()
    isFirst = false
    return request
  }
  return { request, next }
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

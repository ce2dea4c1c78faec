import { type Duration } from '../../machines/time.ts'
import type { Clock, Connectivity, ProbeAnswer } from '../../src/ports/world.ts'

/** What only the app's own server answers. A body is compared whole, so keep it short. */
export interface ProbeMarker {
  readonly status: number
  readonly body?: string
}

export interface Probing {
  readonly url: string
  readonly fetch: typeof globalThis.fetch
  readonly marker: ProbeMarker
  readonly patience: Duration
  readonly clock: Pick<Clock, 'wall' | 'wakeAfter'>
}

/**
 * One request, and the marker or nothing: a captive portal answers with a redirect, a page, or a cheerful 200, all of
 * which a plain "did it answer" takes for the internet.
 */
export function probeOver({ url, fetch, marker, patience, clock }: Probing): NonNullable<Connectivity['probe']> {
  return async (signal) => {
    const unavailable = () => ({ ok: false, failure: { kind: 'unavailable' }, at: clock.wall() }) as const
    if (signal.aborted) return unavailable()
    const bound = new AbortController()
    const end = (): void => bound.abort()
    signal.addEventListener('abort', end, { once: true })
    const cancel = clock.wakeAfter(patience, end)
    try {
      const value = await ask(fetch, url, marker, bound.signal)
      return { ok: true, value, at: clock.wall() }
    } catch {
      // Ended by the caller: nothing was learned. Ended by the network or by our patience: nothing is there.
      return signal.aborted ? unavailable() : { ok: true, value: 'nothing', at: clock.wall() }
    } finally {
      cancel()
      signal.removeEventListener('abort', end)
    }
  }
}

async function ask(
  fetch: typeof globalThis.fetch,
  url: string,
  marker: ProbeMarker,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const response = await fetch(url, {
    redirect: 'manual',
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal,
  })
  const genuine =
    response.status === marker.status &&
    !response.redirected &&
    (marker.body === undefined || (await response.text()) === marker.body)
  // The rest of a portal's page is not wanted.
  if (!response.bodyUsed) await response.body?.cancel()
  return genuine ? 'reached' : 'portal'
}

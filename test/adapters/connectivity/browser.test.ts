import { describe, expect, it } from 'vitest'
import { browserConnectivity } from '../../../adapters/connectivity/browser.ts'
import { virtualClock } from '../../../src/testing/fakes/virtual-clock.ts'

type Answer = (request: Request) => Promise<Response>

async function probe(answer: Answer, marker?: { readonly status: number; readonly body?: string }) {
  const requests: Request[] = []
  const connectivity = browserConnectivity({
    probeUrl: 'https://app.example/probe',
    clock: virtualClock(),
    ...(marker === undefined ? {} : { marker }),
    async fetch(input, init) {
      const request = new Request(input, init)
      requests.push(request)
      return answer(request)
    },
  })
  const outcome = await connectivity.probe?.(new AbortController().signal)
  return { answer: outcome?.ok === true ? outcome.value : outcome?.failure.kind, requests }
}

const html = { headers: { 'content-type': 'text/html' } }

describe('browserConnectivity()', () => {
  it.each([
    ['the marker', 'reached', () => new Response(null, { status: 204 })],
    ['a cheerful page', 'portal', () => new Response('<h1>Welcome</h1>', html)],
    ['an empty 200', 'portal', () => new Response('')],
    ['a redirect', 'portal', () => Response.redirect('https://portal.example/login')],
    ['network authentication required (RFC 6585 §6)', 'portal', () => new Response('', { status: 511 })],
  ])('takes %s for "%s"', async (_, expected, answer) => {
    expect((await probe(async () => answer())).answer).toBe(expected)
  })

  it('takes a network error for nothing', async () => {
    expect((await probe(() => Promise.reject(new TypeError('Failed to fetch')))).answer).toBe('nothing')
  })

  it('compares a body where the app gives one', async () => {
    const marker = { status: 200, body: 'authchart' }
    expect((await probe(async () => new Response('authchart'), marker)).answer).toBe('reached')
    expect((await probe(async () => new Response('authchart!'), marker)).answer).toBe('portal')
  })

  it('asks without cookies, cache, referrer or following a redirect', async () => {
    const { requests } = await probe(async () => new Response(null, { status: 204 }))
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      method: 'GET',
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
  })

  it('gives up on silence after five seconds and leaves no timer', async () => {
    const clock = virtualClock()
    const { probe: ask } = browserConnectivity({
      probeUrl: 'https://app.example/probe',
      clock,
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')))
        }),
    })
    const asking = ask?.(new AbortController().signal)
    await clock.advance('4.9s')
    expect(clock.pending).toBe(1)
    await clock.advance('200ms')
    expect(await asking).toMatchObject({ ok: true, value: 'nothing' })
    expect(clock.pending).toBe(0)
  })

  it('has no probe without an address', () => {
    expect(browserConnectivity().probe).toBeNull()
  })

  it('knows nothing where the platform says nothing', () => {
    const connectivity = browserConnectivity()
    expect(connectivity.current()).toBe('unknown')
    connectivity.subscribe(() => {})()
  })
})

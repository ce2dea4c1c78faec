import type { Page, Route } from '@playwright/test'
import { fakeProvider, type FakeProvider } from 'authchart/testing'

export interface Servers {
  /** Whether requests reach them. Routed requests pass `setOffline` by. */
  isReachable: boolean
}

/** Your provider and your API, played by the test: Chromium's requests to them end here. */
export async function stageServers(page: Page): Promise<Servers> {
  const servers: Servers = { isReachable: true }
  const provider = fakeProvider({ issuer: 'https://id.example.com', now: Date.now, accessTokenSeconds: 600 })
  await page.route(`${provider.issuer}/**`, (route) => atProvider(route, provider, servers))
  await page.route('https://api.example.com/**', (route) =>
    route.fulfill({
      json: [],
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' },
    }),
  )
  return servers
}

async function atProvider(route: Route, provider: FakeProvider, { isReachable }: Servers): Promise<void> {
  const request = route.request()
  const url = request.url()
  if (!isReachable) return route.abort('internetdisconnected')
  if (new URL(url).pathname === '/authorize') {
    const back = provider.approve(url).replaceAll('&', '&amp;')
    return route.fulfill({ contentType: 'text/html', body: `<a href="${back}">Continue as mira</a>` })
  }
  const body = request.postDataBuffer()
  const answer = await provider.fetch(
    new Request(url, {
      method: request.method(),
      headers: request.headers(),
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    }),
  )
  await route.fulfill({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  })
}

import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createDemoServer } from '../../demo/server/index.ts'
import { useDemoServer } from '../drivers/demo-server.ts'
import { signInOverHttp } from '../drivers/sign-in-over-http.ts'

const foreign = 'https://elsewhere.example'

describe('the demo’s two origins', () => {
  const running = useDemoServer()

  it('serves the app under localhost only and the services under 127.0.0.1 only', async () => {
    const { addresses } = running()
    expect(await (await fetch(`${addresses.appOrigin}/`)).text()).toContain('Fieldwork')
    expect((await fetch(`${addresses.servicesOrigin}/`)).status).toBe(404)
    expect((await fetch(`${addresses.issuer}/.well-known/openid-configuration`)).status).toBe(200)
    expect((await fetch(`${addresses.appOrigin}/oidc/.well-known/openid-configuration`)).status).toBe(404)
  })

  it.each(['127.0.0.1', '::1'])('listens on %s for localhost', async (address) => {
    expect(await raw(`GET / HTTP/1.1\r\nHost: localhost:${running().port}`, address)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it.each(['evil.example', 'localhost', 'localhost:1', '[::1]'])('refuses the host name %s', async (host) => {
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${host}`)).toMatch(/^HTTP\/1\.1 421 [\s\S]*"code":"unknown_host"/)
  })

  it.each(['http://localhost/', '*'])('refuses the request target %s', async (target) => {
    const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: localhost:${running().port}`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '//etc/passwd',
  ])('finds no file under %s', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost:${running().port}\r\nAccept: text/html`)
    expect(answer).not.toContain('devDependencies')
    expect(answer).not.toContain('root:')
    expect(answer).toMatch(/^HTTP\/1\.1 (404|200) /)
  })

  it('gives the page to a navigation anywhere in the app, and a typed 404 to a missing file', async () => {
    const html = { headers: { accept: 'text/html' } }
    expect(await (await fetch(`${running().url}/orders/wo-2031`, html)).text()).toContain('<title>Fieldwork</title>')
    const missing = await fetch(`${running().url}/assets/missing.js`, html)
    expect([missing.status, await missing.json()]).toEqual([404, expect.objectContaining({ code: 'unknown_route' })])
    expect((await fetch(`${running().url}/orders/wo-2031`)).status).toBe(404)
    expect((await fetch(`${running().url}/`, { method: 'POST' })).status).toBe(405)
  })

  it('lets the app run its own scripts and talk to its own services, nothing else', async () => {
    const { url, addresses } = running()
    const { headers } = await fetch(`${url}/`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain(`connect-src 'self' ${addresses.servicesOrigin};`)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('asks for the page and the service worker again each time, and keeps hashed files', async () => {
    const { url } = running()
    const page = await fetch(`${url}/`)
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect((await fetch(`${url}/sw.js`)).headers.get('cache-control')).toBe('no-cache')
    expect((await fetch(`${url}/assets/index-abc.js`)).headers.get('cache-control')).toContain('immutable')
    const headers = { 'if-none-match': page.headers.get('etag') ?? '' }
    expect((await fetch(`${url}/`, { headers })).status).toBe(304)
  })

  describe.each(['/oidc/token', '/oidc/me', '/oidc/jwks', '/oidc/.well-known/openid-configuration', '/api/orders'])(
    '%s',
    (path) => {
      const ask = (origin: string) => fetch(running().addresses.servicesOrigin + path, { headers: { origin } })
      const preflight = (origin: string) =>
        fetch(running().addresses.servicesOrigin + path, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
          },
        })

      it('may be read by the app', async () => {
        const { headers } = await ask(running().url)
        expect(headers.get('access-control-allow-origin')).toBe(running().url)
        expect(headers.get('access-control-expose-headers')).toContain('Retry-After')
        const allowed = await preflight(running().url)
        expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, running().url])
        expect(allowed.headers.get('access-control-allow-headers')).toContain('Idempotency-Key')
      })

      it.each([foreign, 'null', 'http://127.0.0.1:1'])('may not be read by %s', async (origin) => {
        expect((await ask(origin)).headers.get('access-control-allow-origin')).toBeNull()
        const refused = await preflight(origin)
        expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null])
      })
    },
  )

  it('lets the app read a refusal while a service is down', async () => {
    const { world, addresses, url } = running()
    world.apply({ provider: 'down' })
    const answer = await fetch(`${addresses.issuer}/token`, { method: 'POST', headers: { origin: url } })
    world.apply({ provider: 'up' })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([503, url])
  })

  it('refuses a foreign page at the API even with a good token', async () => {
    const { addresses } = running()
    const { accessToken } = await signInOverHttp(addresses)
    const headers = { origin: foreign, authorization: `Bearer ${accessToken}` }
    const answer = await fetch(`${addresses.api}/orders`, { headers })
    expect([answer.status, await answer.json()]).toEqual([403, expect.objectContaining({ code: 'origin_not_allowed' })])
  })

  async function raw(head: string, address = '127.0.0.1'): Promise<string> {
    const socket = connect(running().port, address)
    socket.setEncoding('utf8')
    let answer = ''
    socket.on('data', (chunk: string) => {
      answer += chunk
    })
    socket.write(`${head}\r\nConnection: close\r\n\r\n`)
    await once(socket, 'close')
    return answer
  }
})

describe('a demo server', () => {
  it('closes at once with a request still waiting and a connection kept open', async () => {
    const server = await createDemoServer({ port: 0, app: new Map(), slowFor: 60_000 })
    await fetch(`${server.issuer}/jwks`)
    server.world.apply({ provider: 'slow' })
    const ended = fetch(`${server.issuer}/jwks`).catch((error: unknown) => error)
    await expect.poll(() => server.world.report().counters.requests['GET /oidc/jwks']).toBe(2)
    await server.close()
    expect(await ended).toBeInstanceOf(TypeError)
    await expect(fetch(`${server.issuer}/jwks`)).rejects.toThrow(TypeError)
  })

  it('starts fresh beside another, on a port of its own', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => createDemoServer({ port: 0, app: new Map() })))
    expect(one?.port).not.toBe(other?.port)
    one?.world.apply({ provider: 'down' })
    expect(other?.world.report().provider).toBe('up')
    await Promise.all([one?.close(), other?.close()])
  })

  it('closes as often as it is told to', async () => {
    const server = await createDemoServer({ port: 0, app: new Map() })
    await Promise.all([server.close(), server.close()])
    await expect(server.close()).resolves.toBeUndefined()
  })

  it('says which port is taken', async () => {
    const server = await createDemoServer({ port: 0, app: new Map() })
    await expect(createDemoServer({ port: server.port, app: new Map() })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await server.close()
  })
})

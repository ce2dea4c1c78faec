import { describe, expect, it } from 'vitest'
import { createCookieJar, type CookieJar } from '../drivers/cookie-jar.ts'
import { useDemoServer } from '../drivers/demo-server.ts'
import { authorizationUrl, signInOverHttp } from '../drivers/sign-in-over-http.ts'

describe('the login page', () => {
  const running = useDemoServer()

  it('fills in the form for a chosen demo account without a script', async () => {
    const { jar, page } = await open()
    const filled = await (await jar.fetch(`${page.href}?account=jonas%40fieldwork.example`)).text()
    expect(filled).toContain('value="jonas@fieldwork.example"')
    expect(filled).toContain('value="demo"')
    expect(filled).not.toContain('<script')
  })

  it('asks again, and keeps the email, when the password does not match', async () => {
    const { jar, page } = await open()
    const answer = await submit(jar, page, { email: 'mira@fieldwork.example', password: 'guess' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('role="alert"')
    expect(html).toContain('value="mira@fieldwork.example"')
    expect(html).not.toContain('guess')
  })

  it('writes what was typed as text, never as markup', async () => {
    const { jar, page } = await open()
    const html = await (await submit(jar, page, { email: '"><img src=x>', password: 'x' })).text()
    expect(html).not.toContain('<img')
    expect(html).toContain('&quot;&gt;&lt;img src=x&gt;')
  })

  it('tells the owner of a disabled account so and lets nobody in', async () => {
    const { world } = running()
    world.apply({ disable: 'jonas@fieldwork.example' })
    const { jar, page } = await open()
    const answer = await submit(jar, page, { email: 'jonas@fieldwork.example', password: 'demo' })
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('switched this account off')])
    world.apply({ enable: 'jonas@fieldwork.example' })
  })

  it('sends whoever cancels back to the app with access_denied', async () => {
    const { jar, page } = await open()
    let answer = await submit(jar, page, { choice: 'cancel' })
    answer = await jar.fetch(answer.headers.get('location') ?? '')
    const back = new URL(answer.headers.get('location') ?? '')
    expect(back.href.startsWith(running().addresses.redirectUri)).toBe(true)
    expect(back.searchParams.get('error')).toBe('access_denied')
    expect(back.searchParams.get('state')).toBe('opaque-state')
  })

  it('explains itself to a visitor whose sign-in is not known', async () => {
    const answer = await fetch(`${running().issuer}/interaction/nobody-started-this`)
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Back to the app')])
  })

  it('stops with a page of its own, never a redirect, when the app’s address is not registered', async () => {
    const url = new URL(authorizationUrl(running().addresses, { verifier: 'v'.repeat(43) }))
    url.searchParams.set('redirect_uri', 'https://elsewhere.example/callback')
    const answer = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } })
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Sign-in stopped')])
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('may be neither framed nor scripted, and its form may end only at the app', async () => {
    const { page, jar } = await open()
    const policy = (await jar.fetch(page)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain(`form-action 'self' ${running().addresses.appOrigin}`)
  })

  it('signs out at the provider after asking, so that the next sign-in shows the form', async () => {
    const { addresses, issuer } = running()
    const { jar, idToken } = await signInOverHttp(addresses)
    const query = new URLSearchParams({
      id_token_hint: idToken,
      post_logout_redirect_uri: addresses.postLogoutRedirectUri,
    })
    const asked = await (await jar.fetch(`${issuer}/session/end?${query.toString()}`)).text()
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)?.[1] ?? ''
    const body = new URLSearchParams({ xsrf, logout: 'yes' })
    const left = await jar.fetch(`${issuer}/session/end/confirm`, { method: 'POST', body })
    expect([left.status, left.headers.get('location')]).toEqual([303, addresses.postLogoutRedirectUri])
    await expect(signInOverHttp(addresses, { jar, password: 'wrong' })).rejects.toThrow('/oidc/interaction/')
  })

  async function open(): Promise<{ jar: CookieJar; page: URL }> {
    const jar = createCookieJar()
    const url = authorizationUrl(running().addresses, { verifier: 'v'.repeat(43) })
    const answer = await jar.fetch(url)
    return { jar, page: new URL(answer.headers.get('location') ?? '', url) }
  }

  async function submit(jar: CookieJar, page: URL, form: Record<string, string>): Promise<Response> {
    return jar.fetch(page, { method: 'POST', body: new URLSearchParams({ choice: 'sign-in', ...form }) })
  }
})

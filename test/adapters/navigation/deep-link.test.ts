import { describe, expect, it } from 'vitest'
import { oidc, type OpenPopup } from '../../../adapters/identity/oidc.ts'
import { authSession, systemBrowser, type ExpoWebBrowser } from '../../../adapters/navigation/deep-link.ts'
import { isCallbackUrl } from '../../../adapters/identity/oidc/callback.ts'
import { fixedAnswers } from '../../identity/fixed-answers.ts'
import { oidcServer, redirectUri } from '../../identity/oidc-server.ts'
import { callContext, signInRequest } from '../../identity/subjects.ts'

/** A phone's sheet: expo-web-browser resolves with `success` and the address, or says how it was closed. */
function sheet(
  visit: (url: string) => Promise<{ readonly type: string; readonly url?: string }>,
): ExpoWebBrowser & { closed: number } {
  const browser = {
    closed: 0,
    openAuthSessionAsync: visit,
    dismissAuthSession: () => void (browser.closed += 1),
  }
  return browser
}

/** A desktop's browser, and the links that lead back. */
function desktop(visit: (url: string) => Promise<readonly string[]>) {
  const listeners = new Set<(url: string) => void>()
  const opened: string[] = []
  return {
    opened,
    listeners: () => listeners.size,
    open: (url: string) => {
      opened.push(url)
      void visit(url).then((links) => links.forEach((link) => [...listeners].forEach((listener) => listener(link))))
    },
    onLink: (listener: (url: string) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const stray = 'field-app://callback?state=somebody-elses&code=theirs'

describe('a sign-in outside the app', () => {
  it.each<[string, (approve: (url: string) => Promise<string>) => OpenPopup]>([
    [
      'in a sheet',
      (approve) =>
        authSession(
          sheet(async (url) => ({ type: 'success', url: await approve(url) })),
          redirectUri,
        ),
    ],
    ['in the system’s browser', (approve) => systemBrowser(desktop(async (url) => [stray, await approve(url)]))],
  ])('carries through to its grant at a real provider %s', async (_, open) => {
    const server = await oidcServer()
    const identity = oidc({
      issuer: server.issuer,
      clientId: 'app',
      redirectUri,
      openPopup: open((url) => server.approve(url)),
    })
    const outcome = await identity.signIn(signInRequest('popup'), callContext())
    await server.end()
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'granted', grant: { subject: { subject: 'mira' } } } })
  })

  it.each([
    ['is closed', async () => ({ type: 'dismiss' })],
    ['can’t be opened', () => Promise.reject(new Error('planned'))],
    ['comes back with somebody else’s answer', async () => ({ type: 'success', url: stray })],
  ])('is cancelled when the sheet %s', async (_, visit) => {
    const browser = sheet(visit)
    const { identity, context, sent } = fixedAnswers({}, { openPopup: authSession(browser, redirectUri) })
    expect(await identity.signIn(signInRequest('popup'), context)).toMatchObject({ failure: { kind: 'cancelled' } })
    expect(browser.closed).toBe(1)
    expect(sent.filter((request) => JSON.stringify(request).includes('theirs'))).toEqual([])
  })

  it('ends with its signal, and listens to no link any more', async () => {
    const ending = new AbortController()
    const browser = desktop(async () => [stray])
    const window = systemBrowser(browser)()
    const answer = window.callback('mine', ending.signal)
    window.navigate('https://id.example.com/authorize')
    await Promise.resolve()
    expect(browser.listeners()).toBe(1)
    ending.abort()
    expect([await answer, browser.listeners()]).toEqual([null, 0])
    expect(await systemBrowser(browser)().callback('mine', ending.signal)).toBeNull()
    const shut = authSession(
      sheet(() => new Promise(() => {})),
      redirectUri,
    )()
    expect(await shut.callback('mine', ending.signal)).toBeNull()
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'tel:112'])('hands the system no %s', (url) => {
    const browser = desktop(async () => [])
    expect(() => systemBrowser(browser)().navigate(url)).toThrow('not http or https')
    expect(browser.opened).toEqual([])
  })

  it('comes back to the app’s own scheme and no other', () => {
    const answered = '?code=1&state=2'
    expect(isCallbackUrl(`field-app://callback${answered}`, 'field-app://callback')).toBe(true)
    for (const other of ['evil-app://callback', 'field-app://other', 'field-app://callback/deeper', 'https://callback'])
      expect(isCallbackUrl(`${other}${answered}`, 'field-app://callback')).toBe(false)
  })
})

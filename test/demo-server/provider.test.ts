import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../demo/server/world/counters.ts'
import { createCookieJar } from '../drivers/cookie-jar.ts'
import { useDemoServer } from '../drivers/demo-server.ts'
import { callbackOf, refreshOverHttp, revokeOverHttp, signInOverHttp } from '../drivers/sign-in-over-http.ts'

const mira = 'mira@fieldwork.example'
const jonas = 'jonas@fieldwork.example'

// What this provider really answers, written down: the refresh classification of `authchart` is judged against it.
describe('the demo provider', () => {
  const running = useDemoServer({ accessTokenTtl: 30 })

  it('signs in with code and PKCE and grants short access, refresh and ID tokens', async () => {
    const { addresses } = running()
    const { answer, accessToken, refreshToken, idToken } = await signInOverHttp(addresses)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 30,
      scope: 'openid profile email offline_access',
    })
    expect(accessToken).toMatch(/^[\w-]{43}$/)
    expect(refreshToken).toMatch(/^[\w-]{43}$/)
    expect(decodeJwt(idToken)).toMatchObject({ iss: addresses.issuer, sub: 'nfs-1042', aud: 'field-app' })
  })

  it('tells who is signed in at the userinfo endpoint', async () => {
    const { addresses } = running()
    const { accessToken } = await signInOverHttp(addresses, { email: jonas })
    const answer = await fetch(`${addresses.issuer}/me`, { headers: { authorization: `Bearer ${accessToken}` } })
    expect(await answer.json()).toMatchObject({
      sub: 'nfs-1007',
      name: 'Jonas Lindqvist',
      email: jonas,
      job_title: 'Supervisor',
    })
  })

  it('refuses a code without its verifier', async () => {
    const { addresses } = running()
    const verifier = 'v'.repeat(43)
    const callback = await callbackOf(addresses, { jar: createCookieJar(), verifier })
    const body = new URLSearchParams({
      client_id: addresses.clientId,
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: addresses.redirectUri,
      code_verifier: 'w'.repeat(43),
    })
    const answer = await fetch(`${addresses.issuer}/token`, { method: 'POST', body })
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })])
  })

  it('drops offline_access from a request without prompt=consent', async () => {
    const { addresses } = running()
    const { answer, refreshToken } = await signInOverHttp(addresses, { prompt: 'login' })
    expect(answer.body['scope']).toBe('openid profile email')
    expect(refreshToken).toBe('')
  })

  it('gives consent without a page to somebody it already knows', async () => {
    const { addresses } = running()
    const first = await signInOverHttp(addresses)
    const again = await signInOverHttp(addresses, { jar: first.jar, password: 'not asked for' })
    expect(again.refreshToken).not.toBe('')
    expect(decodeJwt(again.idToken).sub).toBe('nfs-1042')
  })

  it('rotates the refresh token at every use', async () => {
    const { addresses, world } = running()
    const { refreshToken, accessToken } = await signInOverHttp(addresses)
    const answer = await refreshOverHttp(addresses, refreshToken)
    expect(answer.status).toBe(200)
    expect(answer.body['refresh_token']).not.toBe(refreshToken)
    expect(answer.body['access_token']).not.toBe(accessToken)
    expect(world.report().counters.refreshesPerToken[fingerprint(refreshToken)]).toBe(1)
  })

  it('answers a reused refresh token with invalid_grant and ends its whole family', async () => {
    const { addresses, world } = running()
    const { refreshToken } = await signInOverHttp(addresses)
    const before = world.report().counters.reuseDetected
    const successor = String((await refreshOverHttp(addresses, refreshToken)).body['refresh_token'])
    const reused = await refreshOverHttp(addresses, refreshToken)
    expect([reused.status, reused.body]).toEqual([400, invalidGrant])
    expect(world.report().counters.reuseDetected).toBe(before + 1)
    expect((await refreshOverHttp(addresses, successor)).body).toEqual(invalidGrant)
  })

  it('grants only one of two simultaneous uses and ends the family', async () => {
    const { addresses } = running()
    const { refreshToken } = await signInOverHttp(addresses)
    const answers = await Promise.all([
      refreshOverHttp(addresses, refreshToken),
      refreshOverHttp(addresses, refreshToken),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.find(({ status }) => status === 400)?.body).toEqual(invalidGrant)
    const successor = String(answers.find(({ status }) => status === 200)?.body['refresh_token'])
    expect((await refreshOverHttp(addresses, successor)).body).toEqual(invalidGrant)
  })

  it('answers an expired refresh token with the same invalid_grant', async () => {
    const { addresses, world } = running()
    const { refreshToken } = await signInOverHttp(addresses)
    world.apply({ expire: 'refresh_tokens' })
    const answer = await refreshOverHttp(addresses, refreshToken)
    expect([answer.status, answer.body]).toEqual([400, invalidGrant])
  })

  it('answers a revoked refresh token with the same invalid_grant', async () => {
    const { addresses } = running()
    const { refreshToken } = await signInOverHttp(addresses)
    expect((await revokeOverHttp(addresses, refreshToken)).status).toBe(200)
    const answer = await refreshOverHttp(addresses, refreshToken)
    expect([answer.status, answer.body]).toEqual([400, invalidGrant])
  })

  it('answers an unknown refresh token with the same invalid_grant', async () => {
    const answer = await refreshOverHttp(running().addresses, 'x'.repeat(43))
    expect([answer.status, answer.body]).toEqual([400, invalidGrant])
  })

  it('answers a second revocation as calmly as the first', async () => {
    const { addresses } = running()
    const { refreshToken } = await signInOverHttp(addresses)
    await revokeOverHttp(addresses, refreshToken)
    expect((await revokeOverHttp(addresses, refreshToken)).status).toBe(200)
  })

  it('says account_disabled while an account is off and goes on with the same refresh token when it is back', async () => {
    const { addresses, world } = running()
    const { refreshToken } = await signInOverHttp(addresses)
    world.apply({ disable: mira })
    const off = await refreshOverHttp(addresses, refreshToken)
    expect([off.status, off.body]).toEqual([
      400,
      { error: 'account_disabled', error_description: 'the account is disabled' },
    ])
    world.apply({ enable: mira })
    expect((await refreshOverHttp(addresses, refreshToken)).status).toBe(200)
  })

  it('ends every family of one account and of no other when its sessions are revoked', async () => {
    const { addresses, world } = running()
    const [phone, laptop, other] = [
      await signInOverHttp(addresses),
      await signInOverHttp(addresses),
      await signInOverHttp(addresses, { email: jonas }),
    ]
    world.apply({ revokeSessions: mira })
    expect((await refreshOverHttp(addresses, phone.refreshToken)).body).toEqual(invalidGrant)
    expect((await refreshOverHttp(addresses, laptop.refreshToken)).body).toEqual(invalidGrant)
    expect((await refreshOverHttp(addresses, other.refreshToken)).status).toBe(200)
  })

  it('asks for the password again after sessions were revoked', async () => {
    const { addresses, world } = running()
    const { jar } = await signInOverHttp(addresses)
    world.apply({ revokeSessions: mira })
    await expect(signInOverHttp(addresses, { jar, password: 'wrong' })).rejects.toThrow('/oidc/interaction/')
    expect((await signInOverHttp(addresses, { jar })).refreshToken).not.toBe('')
  })
})

const invalidGrant = { error: 'invalid_grant', error_description: 'grant request is invalid' }

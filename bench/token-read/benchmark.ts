import { join } from 'node:path'
import { inChromium } from '../in-chromium.ts'
import { installPeers } from '../install-peers.ts'
import type { Report } from '../report.ts'
import type { Routes } from '../serve.ts'
import { tokenReadReport, type TokenReadRun } from './report.ts'

/** What it costs to be handed a token that is valid: against nothing at all, and against the peers' cached reads. */
export async function tokenRead(): Promise<Report> {
  const versions = installPeers()
  const { result, engine } = await inChromium<TokenReadRun>(entry, routes)
  return tokenReadReport(result, { engine, versions })
}

const entry = `
import * as oidcClient from 'oidc-client-ts'
import * as auth0 from '@auth0/auth0-spa-js'
import { measure } from ${JSON.stringify(join(import.meta.dirname, 'page.ts'))}
export const run = () => measure({ oidcClient, auth0 })
`

/** The token endpoint of auth0-spa-js's redirect sign-in. Nothing else asks for anything. */
const routes: Routes = {
  '/oauth/token': (body) => {
    const asked = new URLSearchParams(body)
    const now = Math.floor(Date.now() / 1_000)
    const claims = {
      iss: `${new URL(asked.get('redirect_uri') ?? '').origin}/`,
      sub: 'mira',
      aud: asked.get('client_id'),
      nonce: asked.get('code'),
      iat: now,
      exp: now + 36_000,
    }
    // The client checks the claims, not the signature: the token comes straight from the token endpoint.
    const idToken = [{ alg: 'RS256', typ: 'JWT' }, claims, { signed: false }].map(encode).join('.')
    const answer = { access_token: 'access', id_token: idToken, expires_in: 36_000, token_type: 'Bearer' }
    return { type: 'application/json', body: JSON.stringify(answer) }
  },
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

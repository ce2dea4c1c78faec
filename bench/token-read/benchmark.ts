import { join } from 'node:path'
import { inChromium } from '../in-chromium.ts'
import { installPeers } from '../install-peers.ts'
import { median } from '../median.ts'
import { fastestOf, ratioOf, timesOf } from '../ratio.ts'
import type { Report } from '../report.ts'
import type { Routes } from '../serve.ts'
import { half, verdict } from '../verdict.ts'
import { names } from './names.ts'
import type { TokenReadRun } from './page.ts'

const peers = [names.oidcClient, names.oidcClientInMemory, names.auth0]

/** What it costs to be handed a token that is valid: against nothing at all, and against the peers' cached reads. */
export async function tokenRead(): Promise<Report> {
  const versions = installPeers()
  const { result, engine } = await inChromium<TokenReadRun>(entry, routes)
  const { samples, rounds, chartSteps, tokenRequests } = result
  const fastest = fastestOf(samples, peers)
  return {
    title: 'A valid token, read from memory: `auth.getAccessToken()` against the cached reads of the peers',
    verdicts: [
      verdict(`authchart to the fastest peer (${fastest})`, ratioOf(samples, names.own, fastest), 0.33),
      `authchart to an in-memory async function: ${half(ratioOf(samples, names.own, names.bare))}`,
    ],
    columns: ['', 'ns per read (this machine)', 'to the async function', 'to the fastest peer'],
    rows: Object.keys(samples).map((name) => [
      versionOf(name, versions),
      (median(timesOf(samples, name)) * 1e6).toFixed(0),
      half(ratioOf(samples, name, names.bare)),
      half(ratioOf(samples, name, fastest)),
    ]),
    facts: [engine, `${rounds} interleaved rounds`, 'medians, with the middle half of the rounds in brackets'],
    broken: [
      ...(chartSteps === 0 ? [] : [`reading a valid token moved the chart ${chartSteps} times`]),
      ...(tokenRequests === 0 ? [] : [`reading a valid token sent ${tokenRequests} token requests`]),
    ],
  }
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

function versionOf(name: string, versions: Readonly<Record<string, string>>): string {
  const found = Object.entries(versions).find(([peer]) => name.startsWith(peer.replace(/^@[^/]+\//, '')))
  return found === undefined ? name : `${name} (${found[1]})`
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '../../adapters/clock/system.ts'
import { oidc, type Popup } from '../../adapters/identity/oidc.ts'
import { systemRandom } from '../../adapters/random/system.ts'
import { memory } from '../../adapters/storage/memory.ts'
import { singleTab } from '../../adapters/tabs/single-tab.ts'
import type { Auth } from '../../src/auth.ts'
import { createAuth } from '../../src/create-auth.ts'
import type { AuthOptions } from '../../src/options.ts'
import { oidcServer, redirectUri } from '../identity/oidc-server.ts'

export interface ChallengeWorld {
  readonly auth: Auth
  readonly api: string
  /** The authorization requests that the popup was sent to, the first sign-in's included. */
  readonly asked: readonly URLSearchParams[]
  /** Bodies that the API acted on, in order. */
  readonly done: readonly string[]
  /** Requests that reached the API. */
  requests(): number
  /** The user closes the next popup. */
  refuse(): void
  /** The API is never satisfied. */
  harden(): void
  end(): Promise<void>
}

/** A real provider, a real API that wants `acr=gold` of the last minute for what changes something, and a session. */
export async function challengeWorld(options: Partial<AuthOptions> = {}): Promise<ChallengeWorld> {
  const provider = await oidcServer()
  const asked: URLSearchParams[] = []
  const done: string[] = []
  let requests = 0
  let refuses = false
  let isHard = false

  const server = createServer((request, response) => {
    void (async () => {
      requests += 1
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
      response.setHeader('content-type', 'application/json')
      const found = await provider.introspect((request.headers.authorization ?? '').replace('Bearer ', ''))
      if (found === null)
        return response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end('{}')
      const isFresh = Date.now() / 1000 - found.authTime <= 60
      if (request.method !== 'GET' && (isHard || found.acr !== 'gold' || !isFresh)) {
        const challenge =
          'Bearer error="insufficient_user_authentication", error_description="Confirm it", acr_values="gold silver", max_age="60"'
        return response
          .writeHead(401, { 'www-authenticate': challenge })
          .end('{"error":"insufficient_user_authentication"}')
      }
      if (request.method !== 'GET') done.push(Buffer.concat(chunks).toString())
      return response.end('{}')
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const openPopup = (): Popup => {
    let target = ''
    return {
      navigate: (url) => {
        target = url
        asked.push(new URL(url).searchParams)
      },
      callback: async () => {
        // Once the popup has been sent there.
        await new Promise((resolve) => setImmediate(resolve))
        if (!refuses) return provider.approve(target)
        refuses = false
        return null
      },
      close: () => {},
    }
  }
  const auth = createAuth({
    identity: oidc({ issuer: provider.issuer, clientId: 'app', redirectUri, openPopup }),
    store: memory(),
    offlineFor: '7d',
    origins: [api],
    platform: {
      clock: systemClock(),
      random: systemRandom(),
      tabs: singleTab(),
      connectivity: { current: () => 'unknown', subscribe: () => () => {}, probe: null },
      navigation: null,
      fetch: globalThis.fetch,
      volatile: () => memory(),
      server: false,
    },
    ...options,
  })
  await auth.signIn({ via: 'popup' })
  return {
    auth,
    api,
    asked,
    done,
    requests: () => requests,
    refuse: () => {
      refuses = true
    },
    harden: () => {
      isHard = true
    },
    end: async () => {
      auth.dispose()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await provider.end()
    },
  }
}

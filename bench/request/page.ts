import ky from 'ky'
import { kyAuth } from '../../adapters/http/ky.ts'
import { browser } from '../../adapters/presets/browser.ts'
import { memory } from '../../adapters/storage/memory.ts'
import { duration } from '../../machines/time.ts'
import { createAuth } from '../../src/create-auth.ts'
import { scriptedIdentity } from '../../src/testing/fakes/scripted-identity.ts'
import { runRounds, type Contestant } from '../rounds.ts'
import { names } from './names.ts'
import type { RequestRun } from './report.ts'

const rounds = 40

/** One after another: what a request costs, not how many a browser sends at once. */
const requestsPerRound = 40

interface Axios {
  get(url: string): Promise<{ readonly data: unknown }>
}

/** The published packages, handed in by the entry. */
export interface Peers {
  readonly axios: { readonly default: { create(options: object): Axios } }
  readonly axiosAuthRefresh: { readonly default: (instance: Axios, refresh: () => Promise<void>) => void }
}

export async function measure({ axios, axiosAuthRefresh }: Peers): Promise<RequestRun> {
  const identity = scriptedIdentity({ accessTokenTtl: duration(3_600_000) })
  const auth = createAuth({
    identity,
    store: memory(),
    platform: browser(),
    offlineFor: '7d',
    origins: [location.origin],
  })
  await auth.ready
  await auth.signIn({ via: 'credentials', credentials: { username: 'mira', password: 'secret' } })
  const token = await auth.getAccessToken()
  const authorization = `Bearer ${token}`
  const byHand = ky.create({
    retry: 0,
    hooks: { beforeRequest: [({ request }) => request.headers.set('authorization', authorization)] },
  })
  const signed = kyAuth(auth, { retry: 0 })
  const intercepted = axios.default.create({ adapter: 'fetch', headers: { authorization } })
  axiosAuthRefresh.default(intercepted, async () => {})
  const asked = identity.server.attempts

  const contestants = [
    contestant(names.fetch, async (url) => (await fetch(url, { headers: { authorization } })).json()),
    contestant(names.own, async (url) => (await auth.fetch(url)).json()),
    contestant(names.ky, (url) => byHand.get(url).json()),
    contestant(names.kyAuth, (url) => signed.get(url).json()),
    contestant(names.axios, async (url) => (await intercepted.get(url)).data),
  ]
  const now = (): number => performance.now()
  await runRounds(contestants, { rounds: 5, now })
  const samples = await runRounds(contestants, { rounds, now })
  const tokenRequests = identity.server.attempts - asked
  auth.dispose()
  return { samples, rounds, tokenRequests }
}

function contestant(name: string, ask: (url: string) => Promise<unknown>): Contestant {
  const url = new URL('/orders', location.origin).href
  return {
    name,
    operations: requestsPerRound,
    act: async () => {
      for (let sent = 0; sent < requestsPerRound; sent += 1) await ask(url)
    },
  }
}

import type { Shown } from '../failure.ts'
import { heard } from '../script.ts'
import { session } from './ours.ts'

interface AxiosInstance {
  get(url: string, config?: object): Promise<{ readonly status: number }>
}

interface AxiosModule {
  readonly default: {
    create(options?: object): AxiosInstance
    post(url: string, body: object): Promise<{ readonly data: { readonly accessToken: string } }>
  }
}

interface AxiosAuthRefreshModule {
  readonly default: (instance: AxiosInstance, refresh: (failed: Failed) => Promise<void>) => void
}

interface Failed {
  readonly response: { readonly config: { readonly headers: Record<string, string> } }
}

/** P10: three requests with a token that the server does not take any more, and a fourth that comes back late. */
export async function threeRefused(peers: {
  readonly axios: AxiosModule
  readonly axiosAuthRefresh: AxiosAuthRefreshModule
}): Promise<Shown> {
  const { data } = await peers.axios.default.post('/login', {})
  let held = data.accessToken
  await peers.axios.default.post('/login', {})
  let refreshes = 0
  const api = peers.axios.default.create()
  peers.axiosAuthRefresh.default(api, async ({ response }) => {
    refreshes += 1
    held = (await peers.axios.default.post('/login', {})).data.accessToken
    response.config.headers['Authorization'] = `Bearer ${held}`
  })
  const stale = { headers: { Authorization: `Bearer ${held}` } }
  const answers = await Promise.allSettled([api.get('/api', stale), api.get('/api', stale), api.get('/api', stale)])
  const served = answers.filter(({ status }) => status === 'fulfilled').length
  await api.get('/late', stale).catch(() => {})

  const { auth, pass } = await session()
  // A token that was refused as soon as it was granted would not be renewed: its age is not what is wrong.
  pass(600_000)
  // Another sign-in of the same person: the server takes the session's token no longer.
  await fetch('/login', { method: 'POST', body: '{}' })
  const token = await auth.getAccessToken()
  const late = auth.fetch('/late')
  const replies = await Promise.all([auth.fetch('/api'), auth.fetch('/api'), auth.fetch('/api')])
  replies.push(await late)
  const ok = replies.filter(({ status }) => status === 200).length
  const ours = (await heard('/refresh')).length
  const changed = (await auth.getAccessToken()) !== token
  return {
    peer: { holds: served === 3 && refreshes === 1, saw: `${served} of 3 served, ${refreshes} refreshes` },
    ours: { holds: ok === 4 && ours === 1 && changed, saw: `${ok} of 4 served, ${ours} refresh` },
  }
}

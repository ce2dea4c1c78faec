import { browser } from '../../adapters/presets/browser.ts'
import { memory } from '../../adapters/storage/memory.ts'
import { createAuth } from '../../src/create-auth.ts'
import { scriptedIdentity } from '../../src/testing/fakes/scripted-identity.ts'
import { duration } from '../../machines/time.ts'
import { calibrate } from '../calibrate.ts'
import { runRounds, type Contestant } from '../rounds.ts'
import { names } from './names.ts'
import type { Auth0Module, OidcClientModule } from './peer-modules.ts'
import type { TokenReadRun } from './report.ts'
import { auth0, oidcClient, oidcClientInMemory, type Read } from './peers.ts'

const rounds = 40

/** Long against the clock's steps, short against the pauses of a busy machine. */
const batchMilliseconds = 10

export async function measure(peers: {
  readonly oidcClient: OidcClientModule
  readonly auth0: Auth0Module
}): Promise<TokenReadRun> {
  const identity = scriptedIdentity({ accessTokenTtl: duration(3_600_000) })
  const auth = createAuth({ identity, store: memory(), platform: browser(), offlineFor: '7d' })
  await auth.ready
  const { status } = await auth.signIn({ via: 'credentials', credentials: { username: 'mira', password: 'secret' } })
  if (status !== 'signed_in') throw new Error(`Cannot measure ${names.own}: the sign-in ended ${status}`)
  const token = await auth.getAccessToken()
  let chartSteps = 0
  auth.actor.subscribe(() => void (chartSteps += 1))
  const asked = identity.server.attempts

  const contestants = [
    await contestant(names.bare, async () => token),
    await contestant(names.own, () => auth.getAccessToken()),
    await contestant(names.oidcClient, await oidcClient(peers.oidcClient, token)),
    await contestant(names.oidcClientInMemory, await oidcClientInMemory(peers.oidcClient, token)),
    await contestant(names.auth0, await auth0(peers.auth0)),
  ]
  const samples = await runRounds(contestants, { rounds, now: () => performance.now() })
  const tokenRequests = identity.server.attempts - asked
  auth.dispose()
  return { samples, rounds, chartSteps, tokenRequests }
}

async function contestant(name: string, read: Read): Promise<Contestant> {
  if ((await read()) === '') throw new Error(`Cannot measure ${name}: it has no token to give`)
  const batch = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 1) await read()
  }
  const operations = await calibrate(batch, { target: batchMilliseconds, now: () => performance.now() })
  return { name, operations, act: () => batch(operations) }
}

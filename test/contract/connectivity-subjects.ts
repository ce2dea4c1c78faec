import { browserConnectivity } from '../../adapters/connectivity/browser.ts'
import { expoNetwork } from '../../adapters/connectivity/expo-network.ts'
import { netInfo } from '../../adapters/connectivity/netinfo.ts'
import type { PlatformReading } from '../../adapters/connectivity/platform-reading.ts'
import type { NetworkReading } from '../../src/ports/world.ts'
import type { ConnectivitySubject, Surroundings } from '../../src/testing/contracts/connectivity.contract.ts'
import { switchableNetwork, type NetworkMode } from '../../src/testing/fakes/switchable-network.ts'
import { virtualClock } from '../../src/testing/fakes/virtual-clock.ts'
import { phoneNetwork, type PhoneNetwork } from '../adapters/platforms/native-app.ts'
import { localServer } from './local-server.ts'

const modes: Readonly<Record<Surroundings, NetworkMode>> = {
  internet: 'online',
  portal: 'portal',
  silence: 'hang',
  'no network': 'offline',
}

export async function switchableNetworkSubject(): Promise<ConnectivitySubject> {
  const network = switchableNetwork({ clock: virtualClock(), serve: () => new Response(null, { status: 204 }) })
  return { connectivity: network, surround: async (by) => network.switchTo(modes[by]), end: async () => {} }
}

/** A platform's reading that says what it is told; the requests are real ones to a real server. */
export async function browserConnectivitySubject(): Promise<ConnectivitySubject> {
  const server = await localServer()
  const listeners = new Set<(reading: NetworkReading) => void>()
  let reading: NetworkReading = 'online'
  const connectivity = browserConnectivity({
    probeUrl: `${server.origin}/probe`,
    platformReading: {
      current: () => reading,
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  })
  return {
    connectivity,
    async surround(by) {
      server.surround(by)
      const next = by === 'no network' ? 'offline' : 'online'
      if (next === reading) return
      reading = next
      for (const listener of [...listeners]) listener(reading)
    },
    end: server.close,
  }
}

/** A phone's network as a native module tells of it; the requests are real ones to a real server. */
function phoneConnectivitySubject(
  readingOf: (network: PhoneNetwork) => PlatformReading,
): () => Promise<ConnectivitySubject> {
  return async () => {
    const [server, network] = [await localServer(), phoneNetwork()]
    const platformReading = readingOf(network)
    // The module answers its first question.
    await Promise.resolve()
    return {
      connectivity: browserConnectivity({ probeUrl: `${server.origin}/probe`, platformReading }),
      async surround(by) {
        server.surround(by)
        network.become(by !== 'no network')
      },
      end: server.close,
    }
  }
}

export const netInfoSubject: () => Promise<ConnectivitySubject> = phoneConnectivitySubject((network) =>
  netInfo(network.netInfo),
)
export const expoNetworkSubject: () => Promise<ConnectivitySubject> = phoneConnectivitySubject((network) =>
  expoNetwork(network.expoNetwork),
)

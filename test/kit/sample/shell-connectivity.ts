import type { Connectivity, NetworkReading } from '../../../src/ports/world.ts'
import type { ConnectivitySubject } from '../../../src/testing/contracts/connectivity.contract.ts'

/** A platform that tells its apps about the network, as a kiosk's shell does. */
export interface Shell {
  isConnected: boolean
  onChange: ((isConnected: boolean) => void) | null
}

/** Connectivity from the kiosk's shell. It has no address to probe. */
export function shellConnectivity(shell: Shell): Connectivity {
  const listeners = new Set<(reading: NetworkReading) => void>()
  const reading = (): NetworkReading => (shell.isConnected ? 'online' : 'offline')
  shell.onChange = () => {
    for (const listener of listeners) listener(reading())
  }
  return {
    current: reading,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    probe: null,
  }
}

/** The adapter in its surroundings, made fresh for each case. */
export function shellSubject(adapt: (shell: Shell) => Connectivity = shellConnectivity): Promise<ConnectivitySubject> {
  const shell: Shell = { isConnected: true, onChange: null }
  const connectivity = adapt(shell)
  return Promise.resolve({
    connectivity,
    surround: async (by) => {
      const isConnected = by !== 'no network'
      if (isConnected === shell.isConnected) return
      shell.isConnected = isConnected
      shell.onChange?.(isConnected)
    },
    end: async () => undefined,
  })
}

/** A hurried version: whoever leaves is told all the same. */
export function hurriedConnectivity(shell: Shell): Connectivity {
  const sound = shellConnectivity(shell)
  return {
    ...sound,
    subscribe(listener) {
      sound.subscribe(listener)
      return () => undefined
    },
  }
}

import { useEffect, useState, useSyncExternalStore } from 'react'
import type { WorldCommand } from '../../server/world/command.ts'
import type { WhatIfRowProps } from '../screens/what-if-row.tsx'
import { words } from '../words/en.ts'
import type { NetworkSwitch } from './network-switch.ts'
import { changeWorld, readWorld, type WorldState } from './world-control.ts'

const calm: WorldState = { isProviderDown: false, disabled: [] }

/** The switches as they stand, and what pressing them does to the world. `email`: whose access they are about. */
export function useWorld(network: NetworkSwitch, email: string): WhatIfRowProps {
  const isCut = useSyncExternalStore(network.subscribe, network.isCut)
  const [world, setWorld] = useState(calm)
  const [said, setSaid] = useState('')

  useEffect(() => {
    // Another tab has the same switches.
    const look = (): void => void readWorld().then((read) => read && setWorld(read))
    look()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [])

  const change = (command: WorldCommand, done: string): void => {
    void changeWorld(command).then((changed) => {
      setSaid(changed ? done : words.world.gone)
      if (changed) setWorld(changed)
    })
  }
  const { did } = words.world

  return {
    isCut,
    isProviderDown: world.isProviderDown,
    isDisabled: world.disabled.includes(email),
    said,
    onCut: (cut) => {
      network.cut(cut)
      setSaid(cut ? did.networkCut : did.networkBack)
    },
    onProviderDown: (down) => change({ provider: down ? 'down' : 'up' }, down ? did.providerDown : did.providerUp),
    onRevoke: () => change({ revokeSessions: email }, did.revoked),
    onDisable: (off) => change(off ? { disable: email } : { enable: email }, off ? did.disabled : did.enabled),
  }
}

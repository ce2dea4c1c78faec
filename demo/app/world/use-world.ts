import { useEffect, useState, useSyncExternalStore } from 'react'
import type { WorldCommand } from '../../server/world/command.ts'
import type { WhatIfRowProps, WorldAct } from '../screens/what-if-row.tsx'
import { words } from '../words/en.ts'
import type { NetworkSwitch } from './network-switch.ts'
import { changeWorld, readWorld, type WorldState } from './world-control.ts'

const calm: WorldState = { provider: 'up', api: 'up', notes: 'taken', accounts: [] }
const right = 'notes:write'

export interface WorldTerms {
  readonly network: NetworkSwitch
  /** Whose access the switches are about. */
  readonly email: string
  /** The order on the screen, or the first of the list. */
  readonly order: string
  /** Writes many notes at once; answers with what came of it. */
  readonly writeMany: () => Promise<string>
}

/** The switches as they stand, and what pressing them does to the world. */
export function useWorld({ network, email, order, writeMany }: WorldTerms): WhatIfRowProps {
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
  const { did, groups } = words.world
  const account = world.accounts.find((one) => one.email === email)
  const scopes = account?.scopes ?? [right]
  const isDisabled = account?.status === 'disabled'

  const act = (word: string, onPress: () => void): WorldAct => ({ word, isOn: null, onPress })
  const flip = (word: string, isOn: boolean, [on, whenOn]: Change, [off, whenOff]: Change): WorldAct => ({
    word,
    isOn,
    onPress: () => (isOn ? change(off, whenOff) : change(on, whenOn)),
  })
  const cut: WorldAct = {
    word: words.world.network,
    isOn: isCut,
    onPress: () => {
      network.cut(!isCut)
      setSaid(isCut ? did.networkBack : did.networkCut)
    },
  }
  const both = (mode: 'portal' | 'up'): WorldCommand => ({ provider: mode, api: mode })
  const permit = (next: readonly string[]): WorldCommand => ({ permissions: { account: email, scopes: next } })
  const without = scopes.filter((scope) => scope !== right)

  return {
    said,
    first: [
      cut,
      flip(
        words.world.provider,
        world.provider === 'down',
        [{ provider: 'down' }, did.providerDown],
        [{ provider: 'up' }, did.providerUp],
      ),
      act(words.world.revoke, () => change({ revokeSessions: email }, did.revoked)),
      flip(words.world.disable, isDisabled, [{ disable: email }, did.disabled], [{ enable: email }, did.enabled]),
    ],
    more: [
      {
        title: groups.server,
        acts: [
          flip(words.world.portal, world.api === 'portal', [both('portal'), did.portalOn], [both('up'), did.portalOff]),
          flip(words.world.api, world.api === 'down', [{ api: 'down' }, did.apiDown], [{ api: 'up' }, did.apiUp]),
          flip(
            words.world.busy,
            world.api === 'throttled',
            [{ api: 'throttled' }, did.apiBusy],
            [{ api: 'up' }, did.apiUp],
          ),
        ],
      },
      {
        title: groups.office,
        acts: [
          flip(
            words.world.noRight,
            !scopes.includes(right),
            [permit(without), did.rightTaken],
            [permit([...without, right]), did.rightBack],
          ),
          act(words.world.colleague, () => change({ findElsewhere: order }, did.colleagueDid(order))),
        ],
      },
      {
        title: groups.work,
        acts: [
          flip(
            words.world.forbidden,
            world.notes === 'forbidden',
            [{ notes: 'forbidden' }, did.forbiddenOn],
            [{ notes: 'taken' }, did.forbiddenOff],
          ),
          flip(
            words.world.poison,
            world.notes === 'failing',
            [{ notes: 'failing' }, did.poisonOn],
            [{ notes: 'taken' }, did.poisonOff],
          ),
          act(words.world.many, () => void writeMany().then(setSaid)),
        ],
      },
    ],
  }
}

type Change = readonly [command: WorldCommand, done: string]

import { join } from 'node:path'
import type { Failure, Seen } from '../failure.ts'
import { onStage } from './pages.ts'
import { answers, endInFlight, fullDisk, secondTab, slowFirst, type Scene } from './scenes.ts'

const page = (name: string): string => JSON.stringify(join(import.meta.dirname, `${name}.ts`))
const functions = 'start, add, send, kept, store, isStored'

const workbox = `
import * as peer from 'workbox-background-sync'
import { workboxClient } from ${page('workbox')}
export const { ${functions} } = workboxClient(peer)
`
const tanstackOffline = `
import * as offline from '@tanstack/offline-transactions'
import * as db from '@tanstack/db'
import { tanstackOfflineClient } from ${page('tanstack-offline')}
export const { ${functions} } = tanstackOfflineClient(offline, db)
`
const reactQuery = `
import * as peer from '@tanstack/react-query'
import { reactQueryClient } from ${page('react-query')}
export const { ${functions} } = reactQueryClient(peer)
`
const reduxOffline = `
import * as redux from 'redux'
import * as offline from '@redux-offline/redux-offline'
import config from '@redux-offline/redux-offline/lib/defaults'
import { reduxOfflineClient } from ${page('redux-offline')}
export const { ${functions} } = reduxOfflineClient({ redux, offline, config })
`
const ours = (options: { readonly ordered?: boolean }): string => `
import { ours } from ${page('ours')}
export const { ${functions} } = ours(${JSON.stringify(options)})
`

/** The same scenes for both, each in a fresh browser with a fresh server. */
function played(peer: string, scenes: readonly Scene[], options: { readonly ordered?: boolean } = {}): Failure['show'] {
  const play = async (entry: string): Promise<Seen> => {
    const seen: Seen[] = []
    for (const scene of scenes) seen.push(await onStage(entry, scene))
    return { holds: seen.every(({ holds }) => holds), saw: seen.map(({ saw }) => saw).join('; ') }
  }
  return async () => ({ peer: await play(peer), ours: await play(ours(options)) })
}

export const queueFailures: readonly Failure[] = [
  {
    id: 'P12',
    peer: 'workbox-background-sync',
    when: 'notes are answered 401, 403, 409, 429, 500 and 503 once; a page ends while notes are on their way',
    show: played(workbox, [answers([401, 403, 409, 429, 500, 503]), endInFlight]),
  },
  {
    id: 'P13',
    peer: '@tanstack/offline-transactions',
    when: 'notes about order 74012 are answered 401, 403 and 503 once; a second tab writes offline, then the first one closes',
    show: played(tanstackOffline, [answers([401, 403, 503]), secondTab]),
  },
  {
    id: 'P14',
    peer: '@tanstack/offline-transactions',
    when: 'the disk is full: a write succeeds, its transaction does not',
    show: played(tanstackOffline, [fullDisk]),
  },
  {
    id: 'P15',
    peer: '@tanstack/react-query',
    when: 'a page ends while notes are on their way; of three notes the first is answered last',
    show: played(reactQuery, [endInFlight, slowFirst], { ordered: true }),
  },
  {
    id: 'P16',
    peer: '@redux-offline/redux-offline',
    when: 'notes meet a lost connection, 401, 403, 408, 409, 425 and 429 once',
    show: played(reduxOffline, [answers(['drop', 401, 403, 408, 409, 425, 429])]),
  },
]

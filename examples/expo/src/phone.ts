import NetInfo from '@react-native-community/netinfo'
import type { AuthOptions } from 'authchart'
import { netInfo } from 'authchart/adapters/netinfo'
import { expo } from 'authchart/expo'
import { AppState } from 'react-native'
import { api } from './notes.ts'

/** Foreground and background by AppState, the network by NetInfo; what a portal answers in its place is no 204. */
export function phone(): AuthOptions['platform'] {
  return expo({ appState: AppState, network: netInfo(NetInfo), probeUrl: `${api}/ping` })
}

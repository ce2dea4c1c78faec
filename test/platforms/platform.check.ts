import NetInfo from '@react-native-community/netinfo'
import * as LocalAuthentication from 'expo-local-authentication'
import * as Network from 'expo-network'
import { expoNetwork } from '../../adapters/connectivity/expo-network.ts'
import { netInfo } from '../../adapters/connectivity/netinfo.ts'
import { localAuthentication } from '../../adapters/step-up/local-authentication.ts'

/* What the published modules are, is what the adapters take: nothing here is run. */

export const readings = [expoNetwork(Network), netInfo(NetInfo)]
export const presence = localAuthentication(LocalAuthentication, { reason: 'Show your orders' })

// @ts-expect-error One is not the other: the modules' types are there and are compared.
export const wrongReading = netInfo(Network)
// @ts-expect-error
export const wrongPresence = localAuthentication(Network, { reason: '' })

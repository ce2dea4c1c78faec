import { jest } from '@jest/globals'
import { NativeModules } from 'react-native'
import { netInfo } from './natives.ts'

// React Native's preset puts a mock in place of AppState. Here its own code runs, over a module that tests can speak for.
jest.unmock('react-native/Libraries/AppState/AppState')
jest.mock('react-native/Libraries/AppState/NativeAppState', () => ({
  __esModule: true,
  default: jest.requireActual<typeof import('./natives.ts')>('./natives.ts').appState,
}))
jest.mock('expo-modules-core', () => jest.requireActual('./natives.ts'))
jest.mock('expo-sqlite', () => jest.requireActual('./natives.ts'))

NativeModules['RNCNetInfo'] = netInfo

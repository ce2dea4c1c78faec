import { connectivityContract } from '../../src/testing/contracts/connectivity.contract.ts'
import {
  browserConnectivitySubject,
  expoNetworkSubject,
  netInfoSubject,
  switchableNetworkSubject,
} from './connectivity-subjects.ts'
import { holdsTo } from './register.ts'

holdsTo('switchableNetwork()', connectivityContract, switchableNetworkSubject)
holdsTo('browserConnectivity() against a server', connectivityContract, browserConnectivitySubject)
holdsTo('netInfo() on a phone', connectivityContract, netInfoSubject)
holdsTo('expoNetwork() on a phone', connectivityContract, expoNetworkSubject)

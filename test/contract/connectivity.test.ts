import { connectivityContract } from '../../src/testing/contracts/connectivity.contract.ts'
import { browserConnectivitySubject, switchableNetworkSubject } from './connectivity-subjects.ts'
import { holdsTo } from './register.ts'

holdsTo('switchableNetwork()', connectivityContract, switchableNetworkSubject)
holdsTo('browserConnectivity() against a server', connectivityContract, browserConnectivitySubject)

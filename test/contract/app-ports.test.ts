import { permissionsContract } from '../../src/testing/contracts/permissions.contract.ts'
import { stepUpContract } from '../../src/testing/contracts/step-up.contract.ts'
import { transportContract } from '../../src/testing/contracts/transport.contract.ts'
import { permissionSubject, stepUpSubject, transportSubject } from './app-port-subjects.ts'
import { holdsTo } from './register.ts'

holdsTo('The queue’s own transport against a server', transportContract, transportSubject())
holdsTo('A permission source over HTTP', permissionsContract, permissionSubject())
holdsTo('pin()', stepUpContract, stepUpSubject())

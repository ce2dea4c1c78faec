import { exclusiveContract } from '../../src/testing/contracts/exclusive.contract.ts'
import { tabsContract } from '../../src/testing/contracts/tabs.contract.ts'
import { holdsTo } from './register.ts'
import { oneProcessSubject, singleTabSubject, virtualSingleTabSubject, webLocksSubject } from './tabs-subjects.ts'

holdsTo('singleTab()', exclusiveContract, singleTabSubject)
holdsTo('singleTab() on a virtual clock', exclusiveContract, virtualSingleTabSubject)
holdsTo('webLocks() in one process', exclusiveContract, webLocksSubject)
holdsTo('tabsInOneProcess()', tabsContract, oneProcessSubject)

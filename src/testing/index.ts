export { createTestWorld, type TestTab, type TestWorld, type TestWorldOptions } from './test-world.ts'
export { scriptedIdentity, type ScriptedIdentity, type ScriptedIdentityOptions } from './fakes/scripted-identity.ts'
export type { ScriptedAnswer } from './fakes/scripted-answer.ts'
export type { ScriptedServer } from './fakes/scripted-server.ts'
export { createTestAuth, type TestAuth, type TestAuthOptions } from './test-auth/create-test-auth.ts'
export { stateViews, testMorning } from './test-auth/state-views.ts'
export { testAccounts } from './test-auth/test-accounts.ts'
export { testPresence, type TestPresenceOptions } from './test-auth/test-presence.ts'
export { testQueue, type TestItem } from './test-auth/test-queue.ts'
export { fakeProvider, type FakeProvider, type FakeProviderOptions } from './fake-provider/fake-provider.ts'
export { seededRandom } from './fakes/seeded-random.ts'
export { switchableNetwork, type NetworkMode, type SwitchableNetwork } from './fakes/switchable-network.ts'
export { tabsInOneProcess, type TabsInOneProcess } from './fakes/tabs-in-one-process.ts'
export { virtualClock, type VirtualClock } from './fakes/virtual-clock.ts'
export type { Span } from './fakes/span.ts'
export { explore, type Graph, type Way } from './explore/explore.ts'
export { check, judgeOf, type Judge } from './explore/check.ts'
export type { LeadsTo, Property, Reachable, Safety, Verdict } from './explore/properties.ts'
export type { Move, Place, Step } from './explore/place.ts'
export type { Cases, Ending, EventCases, OutcomeCases, World } from './explore/world.ts'
export { coverage, type Coverage } from './explore/coverage.ts'
export { paths, type Path } from './explore/paths.ts'
export { diffBehaviour, type BehaviourDifference } from './explore/diff-behaviour.ts'
export {
  checkProduct,
  product,
  type Between,
  type Invariant,
  type JointMove,
  type JointPlace,
  type Product,
} from './explore/product.ts'
export { runCampaign, type Campaign, type CampaignOptions } from './simulation/campaign.ts'
export { hasFailed, reportOf } from './simulation/report.ts'
export { acts, lasts, offlineLimit, type Act, type Sight } from './journeys/act.ts'
export type { AuthDriver } from './journeys/driver.ts'
export { journeys, type Journey } from './journeys/journeys.ts'
export { viewerLink } from './journeys/recording.ts'
export { JourneyFailure, runJourney, type RunJourneyOptions } from './journeys/run-journey.ts'
export { worldDriver } from './journeys/world-driver.ts'
export type { ContractCase, Subject } from './contracts/contract-case.ts'
export { ContractBreach } from './contracts/demand.ts'
export { clockContract, type ClockSubject } from './contracts/clock.contract.ts'
export { connectivityContract, type ConnectivitySubject, type Surroundings } from './contracts/connectivity.contract.ts'
export { cookieSessionContract, type CookieSessionSubject } from './contracts/cookie-session.contract.ts'
export { exclusiveContract, type TabsSubject } from './contracts/exclusive.contract.ts'
export { identityContract, type IdentitySubject, type IdentityTrouble } from './contracts/identity.contract.ts'
export { keyRotationContract } from './contracts/key-rotation.contract.ts'
export { proofKeysContract } from './contracts/proof-keys.contract.ts'
export { keysContract, type KeysSubject } from './contracts/keys.contract.ts'
export { permissionsContract, type PermissionAnswer, type PermissionSubject } from './contracts/permissions.contract.ts'
export { stepUpContract, type Somebody, type StepUpSubject } from './contracts/step-up.contract.ts'
export {
  transportContract,
  type ApiBehaviour,
  type ArrivedRequest,
  type TransportSubject,
} from './contracts/transport.contract.ts'
export { randomContract, type RandomSubject } from './contracts/random.contract.ts'
export { storeContract } from './contracts/store.contract.ts'
export type { StoreSubject } from './contracts/store-subject.ts'
export { tokenSourceContract, type TokenSourceSubject } from './contracts/token-source.contract.ts'
export { tabsContract, type SharedTabsSubject } from './contracts/tabs.contract.ts'
export { modelResults, type CellResult, type ModelResults } from './explore/results.ts'
export type { Replayed } from './explore/replay.ts'

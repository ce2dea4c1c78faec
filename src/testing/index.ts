export { createTestWorld, type TestTab, type TestWorld, type TestWorldOptions } from './test-world.ts'
export { scriptedIdentity, type ScriptedIdentity, type ScriptedIdentityOptions } from './fakes/scripted-identity.ts'
export type { ScriptedAnswer } from './fakes/scripted-answer.ts'
export type { ScriptedServer } from './fakes/scripted-server.ts'
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

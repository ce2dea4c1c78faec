export {
  describe,
  type ChartDescription,
  type EdgeDescription,
  type EdgeKind,
  type NodeDescription,
} from './describe.ts'
export { edgeId } from './edge-id.ts'
export type { GuardDescription } from './guard-words.ts'
export { ignored, type Ignored } from './ignored.ts'
export { words } from './meta.ts'
export { actWords } from './meta/acts.ts'
export { reasonWords } from './meta/reasons.ts'
export { say, type Filling } from './meta/say.ts'
export type { ChartWords, EdgeWords, ReasonWords, ScreenId, StateWords, Tone, Trigger, UserAct } from './meta/words.ts'

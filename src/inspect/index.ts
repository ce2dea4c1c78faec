export {
  createAuthInspector,
  type AuthInspector,
  type Inspected,
  type InspectorOptions,
} from './create-auth-inspector.ts'
export type { AllowedFields, ChartFrame, CheckpointFrame, Frame, StepFrame } from './frame.ts'
export { redactStatelyEvent } from './redact-stately-event.ts'
export type { Sink, SinkStatus } from './sink.ts'
export { channelSink, type Channel } from './sinks/channel.ts'
export { jsonlSink } from './sinks/jsonl.ts'
export { memorySink } from './sinks/memory.ts'
export { windowSink, type WindowSinkOptions } from './sinks/window.ts'

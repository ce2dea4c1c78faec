/** An event's type as a reader of the chart says it: an actor of the machine ends, breaks, or somebody sent something. */
export function eventName(type: string): string {
  if (type === 'xstate.init') return 'start'
  if (type === 'xstate.stop') return 'stop'
  const [, kind, name] = /^xstate\.(done|error)\.(?:actor|state)\.(.+)$/.exec(type) ?? []
  if (name === undefined) return type
  return kind === 'done' ? `${name} ended` : `${name} broke`
}

/** A value that tells its observers when another takes its place. */
export interface Changing<Value> {
  readonly value: Value
  become(next: Value): void
  readonly subscribe: (listener: () => void) => () => void
}

export function changing<Value>(first: Value): Changing<Value> {
  let value = first
  const observers = new Set<() => void>()
  return {
    get value() {
      return value
    },
    become: (next) => {
      value = Object.freeze(next)
      for (const observer of [...observers]) observer()
    },
    subscribe: (listener) => {
      const entry = (): void => listener()
      observers.add(entry)
      return () => void observers.delete(entry)
    },
  }
}

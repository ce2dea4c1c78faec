/** A place in the line for a name. The first in the line holds it. */
export interface Place {
  /** Resolves when the line has moved up to this place. */
  readonly turn: Promise<void>
  /** Gives the name back, or the place in the line. */
  leave(): void
}

export interface HeldNames {
  isFree(name: string): boolean
  enter(name: string, owner: object): Place
  /** The owner is gone: everything it holds or waits for is given up. */
  forget(owner: object): void
}

interface Waiting {
  readonly owner: object
  readonly grant: () => void
}

export function heldNames(): HeldNames {
  const lines = new Map<string, Waiting[]>()

  const leave = (name: string, waiting: Waiting): void => {
    const line = lines.get(name)
    const position = line?.indexOf(waiting) ?? -1
    if (line === undefined || position < 0) return
    line.splice(position, 1)
    if (position === 0) line[0]?.grant()
    if (line.length === 0) lines.delete(name)
  }

  return {
    isFree: (name) => !lines.has(name),
    enter(name, owner) {
      let grant = (): void => {}
      const turn = new Promise<void>((resolve) => {
        grant = resolve
      })
      const waiting: Waiting = { owner, grant }
      const line = lines.get(name) ?? []
      lines.set(name, line)
      if (line.push(waiting) === 1) grant()
      return { turn, leave: () => leave(name, waiting) }
    },
    forget(owner) {
      for (const [name, line] of [...lines]) {
        for (const waiting of line.filter((one) => one.owner === owner)) leave(name, waiting)
      }
    },
  }
}

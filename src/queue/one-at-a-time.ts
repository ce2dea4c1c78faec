/** Runs what it is given one after the other, in the order given. A task that rejects doesn't stop the next. */
export type Turn = <Value>(work: () => Promise<Value>) => Promise<Value>

export function oneAtATime(): Turn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}

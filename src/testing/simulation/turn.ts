/** One turn of the event loop: every promise chain that can go on has gone on when it is over. */
export interface Turns {
  turn(): Promise<void>
  close(): void
}

/** A simulated world waits for nothing outside JavaScript, so one turn is enough to bring it to rest. */
export function turns(): Turns {
  const { port1, port2 } = new MessageChannel()
  let done = (): void => {}
  port1.onmessage = () => done()
  return {
    turn: () =>
      new Promise((resolve) => {
        done = resolve
        port2.postMessage(null)
      }),
    close: () => {
      port1.close()
      port2.close()
    },
  }
}

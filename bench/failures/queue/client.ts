/** What each queue can be asked in its page, so that one scene is played with all of them. */
export interface QueueClient {
  start(): Promise<void>
  /** Asks for notes to be sent, in this order, to these paths. */
  add(paths: readonly string[]): Promise<void>
  /** Sends what may be sent now; answers when the client is at rest, or after a while. */
  send(): Promise<void>
  /** Paths of the notes that the app can still find: waiting, or waiting for somebody to decide. */
  kept(): Promise<readonly string[]>
  /** What the app is told about storing one note; the disk may be full. */
  store(path: string): Promise<Told>
  /** Whether that note is on the disk. */
  isStored(path: string): Promise<boolean>
}

export type Told = 'stored' | 'refused'

/** What a promise's end says. */
export function toldBy(work: Promise<unknown>): Promise<Told> {
  return work.then(
    () => 'stored',
    () => 'refused',
  )
}

export function pathOf(url: string): string {
  return new URL(url, location.origin).pathname
}

export function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

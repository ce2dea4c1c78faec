/** Something that keeps notes and sends them when it is let. */
export interface Outbox {
  /** Keeps one note for good. */
  add(index: number): Promise<unknown>
  /** Sends what is kept; resolves when nothing is left. */
  drain(): Promise<unknown>
  dispose(): void
}

export interface Target {
  readonly url: string
  /** How many lanes the notes are spread over. */
  readonly lanes: number
}

export function noteOf(index: number, { lanes }: Target): { readonly lane: string; readonly text: string } {
  return { lane: String(index % lanes), text: `Replaced the filter of unit ${index}; the old one was torn.` }
}

/** What a hand-written client would send. */
export function postNote(index: number, target: Target): Request {
  return new Request(target.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(noteOf(index, target)),
  })
}

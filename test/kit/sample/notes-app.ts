import type { Auth } from '../../../src/auth.ts'

export interface NotesApp {
  /** What stands on the page. */
  text(): string
}

/** A small app: one line that says who is here and what can be done. */
export function startNotesApp(auth: Auth): NotesApp {
  let line = ''
  const render = (): void => {
    const { status, user } = auth.state
    line = status === 'SIGNED_OUT' ? 'Sign in to see your notes' : `${status}: notes of ${user?.name ?? 'nobody'}`
  }
  auth.subscribe(render)
  render()
  return { text: () => line }
}

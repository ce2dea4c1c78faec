import { natives } from './natives.ts'

/** What `src/notes.ts` and `src/auth.ts` of the example ask for, behind the phone's network. */
export interface NotesApi {
  readonly notes: readonly string[]
  readonly fetch: typeof globalThis.fetch
  /** Refresh tokens that were spent twice. */
  readonly reused: number
}

export function notesApi(): NotesApi {
  let notes: readonly string[] = []
  let count = 0
  let reused = 0
  let current = ''
  const grant = (): unknown => {
    count += 1
    current = `refresh-${count}`
    const user = { id: 'mira', name: 'Mira' }
    return { accessToken: `access-${count}`, refreshToken: current, expiresIn: 300, user }
  }
  const answer = async (request: Request): Promise<readonly [status: number, body: unknown]> => {
    const { pathname } = new URL(request.url)
    const body: unknown = request.method === 'POST' ? await request.json() : null
    if (pathname === '/ping') return [204, null]
    if (pathname === '/login') return [200, grant()]
    if (pathname === '/refresh') {
      const isCurrent = (body as { refreshToken: string }).refreshToken === current
      if (!isCurrent) reused += 1
      return isCurrent ? [200, grant()] : [400, { error: 'invalid_grant' }]
    }
    if (request.headers.get('authorization') !== `Bearer access-${count}`) return [401, null]
    if (request.method === 'POST') notes = [...notes, (body as { text: string }).text]
    return [200, notes]
  }
  return {
    get notes() {
      return notes
    },
    get reused() {
      return reused
    },
    fetch: async (input, init) => {
      // As React Native's fetch says that nothing answered.
      if (natives.network === 'none') throw new TypeError('Network request failed')
      const request = new Request(input, init)
      const [status, body] = await answer(request)
      const headers = { 'content-type': 'application/json' }
      // `url` is what XMLHttpRequest says was answered in the end.
      const options = { status, headers, url: request.url }
      return new Response(body === null ? null : JSON.stringify(body), options)
    },
  }
}

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
  const grant = (): Response => {
    count += 1
    current = `refresh-${count}`
    const user = { id: 'mira', name: 'Mira' }
    return Response.json({ accessToken: `access-${count}`, refreshToken: current, expiresIn: 300, user })
  }
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const body: unknown = request.method === 'POST' ? await request.json() : null
    if (pathname === '/ping') return new Response(null, { status: 204 })
    if (pathname === '/login') return grant()
    if (pathname === '/refresh') {
      const isCurrent = (body as { refreshToken: string }).refreshToken === current
      if (!isCurrent) reused += 1
      return isCurrent ? grant() : Response.json({ error: 'invalid_grant' }, { status: 400 })
    }
    if (request.headers.get('authorization') !== `Bearer access-${count}`) return new Response(null, { status: 401 })
    if (request.method === 'POST') notes = [...notes, (body as { text: string }).text]
    return Response.json(notes)
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
      return answer(new Request(input, init))
    },
  }
}

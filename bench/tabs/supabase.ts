import type { Tab } from './tab.ts'

interface Client {
  signInWithPassword(credentials: { readonly email: string; readonly password: string }): Promise<unknown>
  refreshSession(): Promise<{ readonly data: { readonly session: object | null } }>
}

interface SupabaseModule {
  readonly GoTrueClient: new (options: object) => Client
}

export function supabase({ GoTrueClient }: SupabaseModule): Tab {
  const create = (): Client =>
    new GoTrueClient({ url: location.origin, storageKey: 'supabase', autoRefreshToken: false, persistSession: true })
  let client: Client | null = null
  return {
    signIn: async () => {
      client = create()
      await client.signInWithPassword({ email: 'mira@example.test', password: 'secret' })
    },
    open: async () => {
      client = create()
    },
    renew: async () => {
      const answer = await client?.refreshSession()
      return (answer?.data.session ?? null) !== null
    },
  }
}

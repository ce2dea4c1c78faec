export interface Account {
  readonly id: string
  readonly email: string
  readonly password: string
  readonly name: string
  readonly givenName: string
  readonly familyName: string
  readonly jobTitle: string
  readonly organisation: string
  readonly roles: readonly string[]
}

export interface Accounts {
  all(): readonly Account[]
  byId(id: string): Account | undefined
  byEmail(email: string): Account | undefined
  isDisabled(id: string): boolean
  setDisabled(id: string, disabled: boolean): void
  scopesOf(id: string): readonly string[]
  setScopes(id: string, scopes: readonly string[]): void
}

const organisation = 'Northgate Field Services'

const people: readonly Account[] = [
  {
    id: 'nfs-1042',
    email: 'mira@fieldwork.example',
    password: 'demo',
    name: 'Mira Okafor',
    givenName: 'Mira',
    familyName: 'Okafor',
    jobTitle: 'Technician',
    organisation,
    roles: ['technician'],
  },
  {
    id: 'nfs-1007',
    email: 'jonas@fieldwork.example',
    password: 'demo',
    name: 'Jonas Lindqvist',
    givenName: 'Jonas',
    familyName: 'Lindqvist',
    jobTitle: 'Supervisor',
    organisation,
    roles: ['technician', 'supervisor'],
  },
]

const scopesByRole = new Map([
  ['technician', ['orders:read', 'notes:write', 'orders:complete']],
  ['supervisor', ['orders:assign']],
])

/** The people of the demo's one organisation. */
export function createAccounts(): Accounts {
  const disabled = new Set<string>()
  const overridden = new Map<string, readonly string[]>()
  const byId = (id: string): Account | undefined => people.find((account) => account.id === id)
  return {
    all: () => people,
    byId,
    byEmail: (email) => people.find((account) => account.email === email.trim().toLowerCase()),
    isDisabled: (id) => disabled.has(id),
    setDisabled: (id, off) => {
      if (off) disabled.add(id)
      else disabled.delete(id)
    },
    scopesOf: (id) => overridden.get(id) ?? byId(id)?.roles.flatMap((role) => scopesByRole.get(role) ?? []) ?? [],
    setScopes: (id, scopes) => {
      overridden.set(id, scopes)
    },
  }
}

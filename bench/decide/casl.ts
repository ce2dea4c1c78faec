import { pathToFileURL } from 'node:url'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { peersFolder } from '../install-peers.ts'

/** The little of CASL that answers a question. Ours to write down: the package itself is optional. */
export interface Ability {
  can(action: string, subject: unknown): boolean
}

interface CaslModule {
  readonly createMongoAbility: (rules: readonly CaslRule[]) => Ability
  readonly subject: (type: string, value: Record<string, unknown>) => unknown
}

interface CaslRule {
  readonly action: string
  readonly subject: string
  readonly conditions?: Readonly<Record<string, unknown>>
}

export async function loadCasl(): Promise<CaslModule> {
  const found = createRequire(join(peersFolder, 'package.json')).resolve('@casl/ability')
  return (await import(pathToFileURL(found).href)) as CaslModule
}

import { answerModes, type AnswerMode } from './answer-mode.ts'
import { noteAnswers, type NoteAnswer } from './troubles.ts'

/** What can be done to the world. Members are independent; those given are applied in this order. */
export interface WorldCommand {
  readonly provider?: AnswerMode
  readonly api?: AnswerMode
  /** Email of the account whose grants and provider sessions end. */
  readonly revokeSessions?: string
  /** Email of the account whose session at the provider ends, so that it asks for the password again; tokens stay. */
  readonly endSignIns?: string
  readonly disable?: string
  readonly enable?: string
  readonly expire?: 'access_tokens' | 'refresh_tokens'
  readonly permissions?: { readonly account: string; readonly scopes: readonly string[] }
  /** Id of an order that a colleague completes meanwhile. */
  readonly completeElsewhere?: string
  readonly notes?: NoteAnswer
  /** Id of an order whose finding a colleague changes meanwhile. */
  readonly findElsewhere?: string
}

export type Parsed =
  | { readonly ok: true; readonly command: WorldCommand }
  | { readonly ok: false; readonly member: string }

const isText = (value: unknown): boolean => typeof value === 'string'
const isMode = (value: unknown): boolean => answerModes.some((mode) => mode === value)

const members: Readonly<Record<keyof WorldCommand, (value: unknown) => boolean>> = {
  provider: isMode,
  api: isMode,
  revokeSessions: isText,
  endSignIns: isText,
  disable: isText,
  enable: isText,
  expire: (value) => value === 'access_tokens' || value === 'refresh_tokens',
  permissions: isPermissions,
  completeElsewhere: isText,
  notes: (value) => noteAnswers.some((known) => known === value),
  findElsewhere: isText,
}

export function parseCommand(body: Record<string, unknown>): Parsed {
  const checks = new Map<string, (value: unknown) => boolean>(Object.entries(members))
  for (const [member, value] of Object.entries(body)) {
    if (!checks.get(member)?.(value)) return { ok: false, member }
  }
  return { ok: true, command: body }
}

function isPermissions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { account, scopes, ...rest } = value as Record<string, unknown>
  return isText(account) && Array.isArray(scopes) && scopes.every(isText) && Object.keys(rest).length === 0
}

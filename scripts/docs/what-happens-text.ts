import {
  lastRow,
  oauthRows,
  transportRows,
  type ClassificationRow,
  type Match,
} from '../../src/refresh/classification-table.ts'
import type { Verdict } from '../../src/ports/verdict.ts'

const effects: Readonly<Record<Verdict['category'], string>> = {
  refused: 'ends the session: REAUTH_REQUIRED',
  unknown_refusal: 'kept; ends (REAUTH_REQUIRED) when the same answer comes again at least 30 s later',
  interaction_required: 'asks the user: REAUTH_REQUIRED, the refresh token stays',
  identity_mismatch: 'ends the session: REAUTH_REQUIRED; the answer is thrown away',
  key_lost: 'ends the session: REAUTH_REQUIRED; nobody was asked',
  locked: 'LOCKED',
  misconfigured: 'kept; one attempt per 5 minutes and an event for developers',
  unreachable: 'kept: OFFLINE_STALE',
  throttled: 'kept: OFFLINE_STALE; nothing is sent before `Retry-After`',
  server_unavailable: 'kept: OFFLINE_STALE',
  captive_portal: 'kept: OFFLINE_STALE; one probe asks whether this is a portal',
  discovery_unavailable: 'kept: OFFLINE_STALE; the token endpoint was never asked',
  cancelled: 'kept; nothing was learned',
}

/** The page, made from the table that the library itself decides by. */
export function whatHappens(): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rows = (of: readonly ClassificationRow[]): readonly string[] =>
    of.map(({ id, match, verdict, source }) =>
      line([id, when(match), effects[verdict.category], verdict.consumed === 'maybe' ? 'yes' : 'no', source]),
    )
  const head = [line(['row', 'when', 'the session', 'retried at once', 'source']), '| --- | --- | --- | --- | --- |']
  return [
    '# What happens when …',
    '',
    'What each answer to a token request does to the session. Generated from `src/refresh/classification-table.ts` by',
    '`npm run docs:what-happens`; rows are asked from top to bottom. "Retried at once": the server may have rotated the',
    'refresh token without our hearing of it, so the request is repeated while its reuse grace can still be open; never',
    'where the answer carried `Retry-After`.',
    '',
    '## Anything but a well-formed refusal',
    '',
    ...head,
    ...rows(transportRows),
    '',
    '## A well-formed refusal: JSON from the token endpoint’s exact address, status 400 to 403, with an `error`',
    '',
    'Rows of a provider profile are asked first; then these.',
    '',
    ...head,
    ...rows(oauthRows),
    '',
    '## Whatever is left',
    '',
    ...head,
    ...rows([lastRow]),
    '',
  ].join('\n')
}

function when({ failure, cause, status, redirected, retryAfter, contentType, body, error }: Match): string {
  const span = status === undefined ? null : status[0] === status[1] ? `${status[0]}` : `${status[0]} to ${status[1]}`
  const parts = [
    failure === undefined ? null : failure.replaceAll('_', ' '),
    cause === undefined ? null : `no answer: ${cause}`,
    span === null ? null : `status ${span}`,
    redirected === true ? 'redirected, or another address answered' : null,
    retryAfter === true ? 'with `Retry-After`' : null,
    contentType === undefined ? null : `content type: ${contentType.join(', ')}`,
    body === undefined ? null : `body: ${body.join(', ')}`,
    error === undefined ? null : error.map((name) => `\`${name}\``).join(', '),
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'anything else' : parts.join('; ')
}

/** The one channel between a window and the main process. */
export const channel = 'authchart.secrets'

/** All that a window can ask for. */
export type SecretsMessage =
  | { readonly do: 'read'; readonly name: string }
  | { readonly do: 'write'; readonly name: string; readonly value: string }
  | { readonly do: 'remove'; readonly name: string }

export type SecretsAnswer =
  | { readonly ok: true; readonly value: string | null; readonly isSealed: boolean }
  | { readonly ok: false; readonly kind: 'locked' | 'closed' | 'impossible' }

/** Far more than a key needs. */
const longest = 65_536

/** What came from a window, or null for anything a window of ours doesn't send. */
export function parseMessage(value: unknown): SecretsMessage | null {
  const fields = fieldsOf(value)
  const [name, text] = [fields.get('name'), fields.get('value')]
  if (typeof name !== 'string' || !/^[\w.-]{1,200}$/.test(name)) return null
  switch (fields.get('do')) {
    case 'read':
      return { do: 'read', name }
    case 'remove':
      return { do: 'remove', name }
    case 'write':
      return typeof text === 'string' && text.length <= longest ? { do: 'write', name, value: text } : null
    default:
      return null
  }
}

export function parseAnswer(answer: unknown): SecretsAnswer {
  const fields = fieldsOf(answer)
  const [value, kind] = [fields.get('value'), fields.get('kind')]
  if (fields.get('ok') === true && (value === null || typeof value === 'string'))
    return { ok: true, value, isSealed: fields.get('isSealed') === true }
  return { ok: false, kind: kind === 'locked' || kind === 'impossible' ? kind : 'closed' }
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

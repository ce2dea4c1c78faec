const banned = ['token', 'session', 'refresh', 'invalid', 'error', 'oops', 'something went wrong'] as const
const parameters = ['{count}', '{time}', '{name}', '{organisation}'] as const

/** What is wrong with a text that people will read. */
export function complaintsAbout(text: string): readonly string[] {
  const bare = parameters.reduce((rest, parameter) => rest.replaceAll(parameter, ''), text)
  const unknown = bare.match(/\{[^{}]*\}/g) ?? []
  const complaints = [
    ...banned.filter((word) => new RegExp(`\\b${word}`, 'i').test(text)).map((word) => `says ${word}`),
    ...(text.includes('!') ? ['has an exclamation mark'] : []),
    ...(text.length > 140 ? ['has more than 140 characters'] : []),
    ...((text.match(/[.?](?= |$)/g) ?? []).length > 2 ? ['has more than two sentences'] : []),
    ...unknown.map((parameter) => `has an unknown parameter ${parameter}`),
    ...(/[{}]/.test(bare) && unknown.length === 0 ? ['has a stray brace'] : []),
  ]
  return complaints.map((complaint) => `${text}: ${complaint}`)
}

/**
 * Compares an error code of an answer with one of a table. Servers differ in case and spacing, prefix a namespace
 * (`com.amazonaws#UserNotFoundException`) and append detail (`TOO_MANY_ATTEMPTS_TRY_LATER : …`); none of that matters (EC-08).
 */
export function sameCode(said: string | null, code: string): boolean {
  if (said === null) {
    return false
  }
  const word = (said.split('#').at(-1) ?? '').trim().split(/[\s:;,.!]/, 1)[0] ?? ''
  return word.toLowerCase() === code.toLowerCase()
}

/** Tells whether a description begins with a phrase, whatever its case, spacing, punctuation or trailing trace id. */
export function beginsWith(said: string | null, phrase: string): boolean {
  if (said === null) {
    return false
  }
  const begin = plain(phrase)
  const text = plain(said)
  return text === begin || text.startsWith(`${begin} `)
}

/** Lower case, words separated by one space, nothing else. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()
}

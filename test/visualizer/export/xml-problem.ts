import { JSDOM } from 'jsdom'

/** What a strict XML parser says about a text; null when it is well formed. */
export function xmlProblem(text: string): string | null {
  try {
    return new JSDOM(text, { contentType: 'image/svg+xml' }).window.document.documentElement === null ? 'empty' : null
  } catch (problem) {
    return String(problem)
  }
}

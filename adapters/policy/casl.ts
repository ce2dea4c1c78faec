import { createMongoAbility, type MongoAbility, type MongoQuery, type RawRuleOf } from '@casl/ability'
import { ask } from '../../src/exchange/ask.ts'
import { isJsonObject, parseJson, type Json, type JsonObject } from '../../src/exchange/parse-json.ts'
import { requestHygiene } from '../../src/exchange/request-hygiene.ts'
import { fail, succeed } from '../../src/exchange/settle.ts'
import type { PermissionSnapshot, PermissionSource } from '../../src/ports/authorization.ts'

/** Where CASL’s rules come from. */
export interface CaslOptions {
  /** Address of your API that answers with `{ rules, roles?, scopes? }`: CASL's raw rules for the bearer token's user. */
  readonly url: string
}

type CaslRule = RawRuleOf<MongoAbility>

/** A rule travels in the snapshot as a scope of this kind: sealed, kept and narrowed with the rest. */
const mark = 'casl:'

/** More rules than anybody's rights have; what is longer is a mistake. */
const mostRules = 1_000

/**
 * CASL rules as the permission snapshot, for `createAuth({ permissions })`. An answer in which one rule can't be read takes
 * no right away and gives none: it is a failure, and the rules of before stand.
 */
export function caslPermissions({ url }: CaslOptions): PermissionSource {
  return async ({ accessToken, fetch, signal, now }) => {
    const headers = { accept: 'application/json', authorization: `Bearer ${accessToken}` }
    const cache = { read: async () => undefined, write: async () => {} }
    const { exchange, json } = await ask(() => fetch(url, { ...requestHygiene, headers, signal }), {
      url,
      context: { fetch, signal, now, cache },
      secrets: [accessToken],
    })
    const body = json?.value
    const told = body !== undefined && isJsonObject(body) ? read(body) : null
    return told === null ? fail({ kind: 'exchange', exchange }, now()) : succeed({ ...told, at: now() }, now())
  }
}

/**
 * Whether the rules allow this of every such subject, for a capability's `permission`. What is allowed under a condition or
 * for some fields alone is not allowed here, what is forbidden under one is forbidden, and without rules nothing is allowed:
 * CASL itself takes a question about a type for one about any of it, and some conditions on a missing field for met.
 */
export function caslAllows(action: string, subject: string): (snapshot: PermissionSnapshot) => boolean {
  const judged = new WeakMap<PermissionSnapshot, boolean>()
  return (snapshot) => {
    const known = judged.get(snapshot)
    if (known !== undefined) return known
    const rules = caslRules(snapshot)
    const isAllowed = rules !== null && createMongoAbility(rules.flatMap(unconditional)).can(action, subject)
    judged.set(snapshot, isAllowed)
    return isAllowed
  }
}

/** The rules as the server last told them, for an ability that your screens ask about single items; null where one can't be read. */
export function caslRules({ scopes }: PermissionSnapshot): CaslRule[] | null {
  const texts = scopes.filter((scope) => scope.startsWith(mark)).map((scope) => scope.slice(mark.length))
  const rules = texts.map((text) => parseRule(parseJson(text)?.value))
  return rules.every((rule) => rule !== null) ? rules : null
}

function unconditional({ action, subject, inverted, ...rest }: CaslRule): CaslRule[] {
  const isConditional = rest.conditions !== undefined || rest.fields !== undefined
  if (inverted === true) return [{ action, subject, inverted }]
  return isConditional ? [] : [{ action, subject }]
}

function read(body: JsonObject): Pick<PermissionSnapshot, 'roles' | 'scopes'> | null {
  const listed = body['rules'] ?? []
  const [roles, scopes] = [texts(body['roles'] ?? []), texts(body['scopes'] ?? [])]
  if (roles === null || scopes === null || !Array.isArray(listed) || listed.length > mostRules) return null
  const rules = listed.map((rule: Json) => parseRule(rule))
  if (!rules.every((rule) => rule !== null)) return null
  // A scope that looks like a rule was written by nobody who may write rules.
  const plain = scopes.filter((scope) => !scope.startsWith(mark))
  return { roles, scopes: [...plain, ...rules.map((rule) => mark + JSON.stringify(rule))] }
}

function parseRule(value: Json | undefined): CaslRule | null {
  if (value === undefined || !isJsonObject(value)) return null
  const { action, subject, inverted = false, conditions, fields } = value
  const isRule = isNames(action) && isNames(subject) && typeof inverted === 'boolean'
  const isWhole = (conditions === undefined || isJsonObject(conditions)) && (fields === undefined || isNames(fields))
  if (!isRule || !isWhole) return null
  return {
    action,
    subject,
    ...(inverted ? { inverted } : {}),
    // With prototypes again, which CASL looks for; names that could harm them have been refused.
    ...(conditions === undefined ? {} : { conditions: JSON.parse(JSON.stringify(conditions)) as MongoQuery }),
    ...(fields === undefined ? {} : { fields }),
  }
}

function isNames(value: Json | undefined): value is string | string[] {
  const names = Array.isArray(value) ? value : [value]
  return names.length > 0 && names.every((name) => typeof name === 'string' && name !== '')
}

function texts(value: Json): readonly string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
}

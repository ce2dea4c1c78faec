import type { AccountHash } from '../../machines/facts.ts'
import { duration, type Duration } from '../../machines/time.ts'
import { isJsonObject, type Json } from '../exchange/parse-json.ts'
import { rowKey } from '../vault/account-rows.ts'
import { changeSealed, readSealed } from '../vault/sealed-json.ts'
import { narrowRule, type KeptRule } from './narrow-rule.ts'
import type { PolicyHost } from './part.ts'
import type { Policy } from './policy.ts'
import type { CheckedRule } from './rule.ts'

/** The rules that the server last saw at work, per account: what a new build adds waits for its next answer (OP-06). */
export interface KeptRules {
  load(account: AccountHash): Promise<void>
  /** The server has answered: from now on this build's rules hold as they are, and are kept. */
  renew(account: AccountHash): void
  ruleOf(account: AccountHash | null, capability: string): CheckedRule | null
}

type Kept = ReadonlyMap<string, KeptRule>

const version = 1

export function createKeptRules(host: Pick<PolicyHost, 'store'>, policy: Policy): KeptRules {
  const kept = new Map<AccountHash, Kept>()
  const encoded = encode(policy)
  return {
    load: async (account) => {
      const read = await readSealed(host.store(), rowKey('policy', account))
      if (read === 'none') return
      // One that can't be read allows nothing without the server; neither does one of a version yet to come.
      kept.set(account, (typeof read === 'string' ? null : decode(read.value)) ?? new Map())
    },
    renew: (account) => {
      kept.delete(account)
      void changeSealed(host.store(), rowKey('policy', account), () => encoded)
    },
    ruleOf: (account, capability) => {
      const rule = policy.ruleOf(capability)
      const before = account === null ? undefined : kept.get(account)
      return rule === null || before === undefined ? rule : narrowRule(rule, before.get(capability) ?? null)
    },
  }
}

function encode({ names, ruleOf }: Policy): Json {
  const rules = names.map((name) => {
    const rule = ruleOf(name)
    return [name, rule === null || rule.public ? rule : { ...rule, permission: rule.permission !== null }] as const
  })
  return JSON.parse(JSON.stringify({ version, rules: Object.fromEntries(rules) })) as Json
}

/** Null for anything but what this version writes; a single rule in an unknown shape counts as missing. */
function decode(value: Json): Kept | null {
  if (!isJsonObject(value) || value['version'] !== version || !isJsonObject(value['rules'])) return null
  const rules = Object.entries(value['rules']).map(([name, rule]) => [name, decodeRule(rule)] as const)
  return new Map(rules.flatMap(([name, rule]) => (rule === null ? [] : [[name, rule] as const])))
}

function decodeRule(value: Json): KeptRule | null {
  if (!isJsonObject(value)) return null
  if (value['public'] === true) return { public: true }
  const { offline, stepUpEvery, sensitivity } = value
  const spans = offline === null ? null : decodeSpans(offline)
  if (spans === undefined || !(stepUpEvery === null || isSpan(stepUpEvery))) return null
  if (sensitivity !== 'low' && sensitivity !== 'normal' && sensitivity !== 'high') return null
  return {
    public: false,
    offline: spans,
    isOnlineTier: value['isOnlineTier'] !== false,
    stepUpEvery: stepUpEvery === null ? null : duration(stepUpEvery),
    queue: value['queue'] === true,
    survivesReauth: value['survivesReauth'] === true,
    readOnlyAfterExpiry: value['readOnlyAfterExpiry'] === true,
    sensitivity,
    permission: value['permission'] !== false,
  }
}

function decodeSpans(value: Json | undefined): { readonly max: Duration; readonly absolute: Duration } | undefined {
  if (!isJsonObject(value) || !isSpan(value['max']) || !isSpan(value['absolute'])) return undefined
  return { max: duration(value['max']), absolute: duration(value['absolute']) }
}

function isSpan(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

import { createMongoAbility, subject as instance, type MongoAbility, type RawRuleOf } from '@casl/ability'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caslAllows, caslPermissions, caslRules } from '../../adapters/policy/casl.ts'
import { instant } from '../../machines/time.ts'
import type { PermissionSnapshot } from '../../src/ports/authorization.ts'
import { permissionsContract } from '../../src/testing/contracts/permissions.contract.ts'
import { permissionSubject } from '../contract/app-port-subjects.ts'
import { holdsTo } from '../contract/register.ts'

holdsTo(
  'caslPermissions()',
  permissionsContract,
  permissionSubject((url) => caslPermissions({ url })),
)

const at = instant(0)
const { signal } = new AbortController()

async function told(body: unknown): Promise<PermissionSnapshot | null> {
  const answer = await caslPermissions({ url: 'https://api.example.com/rules' })({
    accessToken: 't',
    fetch: async () => Response.json(body),
    signal,
    now: () => at,
  })
  return answer.ok ? answer.value : null
}

async function allowed(rules: readonly unknown[], action = 'update', subject = 'Order'): Promise<boolean> {
  const snapshot = await told({ rules })
  return snapshot !== null && caslAllows(action, subject)(snapshot)
}

describe('what CASL rules allow a capability', () => {
  it.each<[string, readonly unknown[], boolean]>([
    ['what is allowed', [{ action: 'update', subject: 'Order' }], true],
    ['what is among the allowed', [{ action: ['read', 'update'], subject: ['Note', 'Order'] }], true],
    ['everything', [{ action: 'manage', subject: 'all' }], true],
    ['nothing, without rules', [], false],
    ['no other action', [{ action: 'read', subject: 'Order' }], false],
    ['no other subject', [{ action: 'update', subject: 'Note' }], false],
    ['nothing under a condition', [{ action: 'update', subject: 'Order', conditions: { owner: 'mira' } }], false],
    ['nothing for some fields', [{ action: 'update', subject: 'Order', fields: ['text'] }], false],
    [
      'nothing that is forbidden under a condition',
      [
        { action: 'manage', subject: 'all' },
        { action: 'update', subject: 'Order', inverted: true, conditions: { price: { $lte: 10 } } },
      ],
      false,
    ],
    [
      'what is allowed again after it was forbidden',
      [
        { action: 'update', subject: 'Order', inverted: true },
        { action: 'update', subject: 'Order' },
      ],
      true,
    ],
  ])('%s', async (_, rules, isAllowed) => {
    expect(await allowed(rules)).toBe(isAllowed)
  })

  it.each([
    [{ rules: 'all' }],
    [{ rules: [{ action: 'manage' }] }],
    [{ rules: [{ action: 7, subject: 'Order' }] }],
    [{ rules: [{ action: 'update', subject: 'Order', inverted: 'true' }] }],
    [{ rules: [{ action: 'update', subject: 'Order', conditions: 'mine' }] }],
    [{ rules: [null] }],
    [['manage']],
    [{ roles: 'admin' }],
  ])('changes with no answer that can’t be read: %j', async (body) => {
    expect(await told(body)).toBeNull()
  })

  it('is nothing where a stored rule is damaged, and no scope passes for a rule', async () => {
    const rule = JSON.stringify({ action: 'manage', subject: 'all' })
    const damaged: PermissionSnapshot = { roles: [], scopes: [`casl:${rule}`, 'casl:{'], at }
    expect([caslAllows('update', 'Order')(damaged), caslRules(damaged)]).toEqual([false, null])
    const forged = await told({ scopes: [`casl:${rule}`, 'orders'], rules: [] })
    expect(forged).toMatchObject({ scopes: ['orders'] })
  })

  it('gives the rules back as they were told, for questions about single items', async () => {
    const rules = [{ action: 'update', subject: 'Order', conditions: { owner: 'mira' }, fields: ['text'] }]
    const snapshot = await told({ rules })
    const given = snapshot === null ? null : caslRules(snapshot)
    expect(given).toEqual(rules)
    const ability = createMongoAbility(given ?? [])
    expect(ability.can('update', instance('Order', { owner: 'mira' }), 'text')).toBe(true)
    expect(ability.can('update', instance('Order', { owner: 'jonas' }), 'text')).toBe(false)
  })
})

type Listed = RawRuleOf<MongoAbility>

describe('the answer for a type', () => {
  const name = fc.constantFrom('update', 'read', 'manage')
  const type = fc.constantFrom('Order', 'Note', 'all')
  const condition = fc.oneof(
    fc.record({ owner: fc.constantFrom('mira', 'jonas') }, { noNullPrototype: true }),
    fc.integer({ min: 0, max: 20 }).map((most) => ({ price: { $lte: most } })),
  )
  const rule = fc.record(
    { action: name, subject: type, inverted: fc.boolean(), conditions: condition },
    { requiredKeys: ['action', 'subject'], noNullPrototype: true },
  )
  const rules = fc.array(rule, { maxLength: 5 })
  const item = fc.record(
    { owner: fc.constantFrom('mira', 'jonas'), price: fc.integer({ min: 0, max: 30 }) },
    { requiredKeys: [], noNullPrototype: true },
  )

  /** Whether an answer is ever yes where CASL says no to some item. */
  const widens = (answer: (rules: readonly Listed[]) => Promise<boolean>): Promise<boolean> =>
    fc
      .assert(
        fc.asyncProperty(rules, item, async (listed, fields) => {
          if (!(await answer(listed))) return
          expect(createMongoAbility([...listed]).can('update', instance('Order', { ...fields }))).toBe(true)
        }),
        { numRuns: 400, seed: 9 },
      )
      .then(
        () => false,
        () => true,
      )

  it('allows nothing that CASL refuses of any item, whatever is missing in it', async () => {
    expect(await widens((listed) => allowed(listed))).toBe(false)
  })

  it('would, if CASL itself were asked about the type', async () => {
    expect(await widens(async (listed) => createMongoAbility([...listed]).can('update', 'Order'))).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { createRowStore } from '../../demo/server/provider/row-store.ts'

const grantId = 'grant-1'

describe('the provider’s rows', () => {
  it('end the family, later tokens included, when one token is consumed twice', async () => {
    const { adapterFor } = createRowStore()
    const [grants, tokens] = [adapterFor('Grant'), adapterFor('RefreshToken')]
    await grants.upsert(grantId, { accountId: 'nfs-1042' }, 60)
    await tokens.upsert('first', { grantId }, 60)
    // Both requests have read the token unconsumed; this is how they come to the rows.
    await tokens.consume('first')
    await expect(tokens.consume('first')).rejects.toMatchObject({ error: 'invalid_grant' })
    expect(await tokens.find('first')).toBeUndefined()
    // The winner saves its successor after the loser has ended the family: without the grant it is worth nothing.
    await tokens.upsert('second', { grantId }, 60)
    expect(await grants.find(grantId)).toBeUndefined()
  })

  it('leave other families alone', async () => {
    const { adapterFor } = createRowStore()
    const tokens = adapterFor('RefreshToken')
    await tokens.upsert('mine', { grantId }, 60)
    await tokens.upsert('other', { grantId: 'grant-2' }, 60)
    await tokens.revokeByGrantId(grantId)
    expect([await tokens.find('mine'), await tokens.find('other')]).toEqual([undefined, { grantId: 'grant-2' }])
  })

  it('hand out copies', async () => {
    const tokens = createRowStore().adapterFor('RefreshToken')
    const payload = { grantId }
    await tokens.upsert('one', payload, 60)
    payload.grantId = 'changed'
    expect(await tokens.find('one')).toEqual({ grantId })
  })

  it('are gone once their time is over', async () => {
    const tokens = createRowStore().adapterFor('RefreshToken')
    await tokens.upsert('one', { grantId }, 0)
    expect(await tokens.find('one')).toBeUndefined()
  })
})

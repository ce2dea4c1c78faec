import { accountHash } from '../../../machines/facts.ts'
import type { AuthAccounts, KnownAccount } from '../../accounts/api.ts'
import { changing } from './changing.ts'
import { stateViews } from './state-views.ts'

/** The people of a device, by what differs from one who is signed in; the first is shown unless another says so. */
export function testAccounts(given: readonly Partial<KnownAccount>[] = [{}]): AuthAccounts {
  const isSaid = given.some(({ isShown }) => isShown === true)
  const people = changing<readonly KnownAccount[]>(
    Object.freeze(given.map((person, index) => knownAccount({ isShown: !isSaid && index === 0, ...person }, index))),
  )
  return {
    list: () => people.value,
    stranger: () => null,
    subscribe: people.subscribe,
    add: async () => ({ status: 'cancelled' }),
    switchTo: async (account) => {
      const wanted = people.value.find((person) => person.account === account)
      if (wanted === undefined) return { status: 'unknown' }
      if (wanted.standing === 'signed_out') return { status: 'signed_out' }
      people.become(people.value.map((person) => ({ ...person, isShown: person.account === account })))
      return { status: 'switched' }
    },
    remove: async (account) => {
      const isHere = people.value.some((person) => person.account === account)
      if (isHere) people.become(people.value.filter((person) => person.account !== account))
      return { status: isHere ? 'removed' : 'unknown' }
    },
  }
}

function knownAccount(person: Partial<KnownAccount>, index: number): KnownAccount {
  return {
    account: accountHash(`account-${index + 1}`),
    user: stateViews.ACTIVE.user,
    isShown: false,
    standing: 'signed_in',
    pending: 0,
    ...person,
  }
}

import { asked, context, session, type Ours } from '../failures/session/ours.ts'
import { shiftedTime } from '../shifted-time.ts'
import type { Tab } from './tab.ts'

export function own(): Tab {
  // One clock for the life of the page, as a page has: the next login must not find itself in the past.
  const time = shiftedTime()
  let ours: Ours | null = null
  return {
    signIn: async () => {
      await ours?.auth.signOut({ pending: 'discard' })
      ours?.auth.dispose()
      ours = await session(time)
    },
    open: async () => {
      ours?.auth.dispose()
      ours = await context(time)
    },
    renew: async () => {
      ours?.expire()
      return ours !== null && (await asked(ours.auth)) === 'token'
    },
  }
}

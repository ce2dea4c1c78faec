import * as react from 'react'
import * as dom from 'react-dom/client'
import { AuthProvider, useAuth } from '../../src/react/index.ts'
import { asked, session } from '../failures/session/ours.ts'
import { countCommits } from './count-commits.ts'

const usePart = (): string => String(useAuth((view) => view.isAuthenticated))
const useWhole = (): string => useAuth().status

export async function own(reads: 'part' | 'whole'): Promise<number> {
  const { auth, expire } = await session()
  const commits = await countCommits(
    { react, dom },
    {
      provide: (consumers) => <AuthProvider auth={auth}>{consumers}</AuthProvider>,
      useText: reads === 'part' ? usePart : useWhole,
      isReady: () => auth.state.isAuthenticated,
      refresh: () => {
        expire()
        return asked(auth)
      },
    },
  )
  await auth.signOut()
  auth.dispose()
  return commits
}

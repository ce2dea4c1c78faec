import type { Auth } from 'authchart'
import { AuthBoundary, AuthProvider, OfflineBanner, useAuth, useQueue } from 'authchart/react'
import type { ReactElement } from 'react'
import { Text, View } from 'react-native'

/** What a member of some app sees, in every state, in React Native's own components. */
export function MembersScreen({ auth }: { readonly auth: Auth }): ReactElement {
  return (
    <AuthProvider auth={auth}>
      <OfflineBanner>
        {({ regionProps, offline }) => (
          <View {...regionProps}>{offline === null ? null : <Text>{offline.reason}</Text>}</View>
        )}
      </OfflineBanner>
      <AuthBoundary
        restoring={<Text>opening</Text>}
        signedOut={<Text>sign in</Text>}
        reauth={<Text>sign in again</Text>}
        locked={({ reason }) => <Text>locked: {reason}</Text>}
      >
        <Members />
      </AuthBoundary>
    </AuthProvider>
  )
}

function Members(): ReactElement {
  const status = useAuth((view) => view.status)
  const { items } = useQueue()
  return (
    <>
      <Text>{status}</Text>
      <Text>for members</Text>
      <Text>{items.length} unsent</Text>
    </>
  )
}

import type { Auth } from 'authchart'
import { AuthBoundary, AuthProvider } from 'authchart/react'
import { Text, View } from 'react-native'
import { OfflineNotice } from './offline-notice.tsx'
import { NotesScreen } from './notes-screen.tsx'
import { SignInScreen } from './sign-in-screen.tsx'
import { StepUpScreen } from './step-up-screen.tsx'
import { styles } from './styles.ts'

export function App({ auth }: { auth: Auth }) {
  return (
    <AuthProvider auth={auth}>
      <View style={styles.page}>
        <OfflineNotice />
        <AuthBoundary
          restoring={<Text>Opening …</Text>}
          signedOut={<SignInScreen title="Sign in" />}
          reauth={<SignInScreen title="Sign in again" />}
          locked={({ reason }) => <Text>This account is locked: {reason}</Text>}
        >
          <StepUpScreen>
            <NotesScreen fetch={auth.fetch} />
          </StepUpScreen>
        </AuthBoundary>
      </View>
    </AuthProvider>
  )
}

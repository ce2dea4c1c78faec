import { useAuth } from 'authchart/react'
import { useState } from 'react'
import { Button, Text, TextInput } from 'react-native'
import { styles } from './styles.ts'

export function SignInScreen({ title }: { title: string }) {
  const { signIn, isSigningIn, problem, user } = useAuth()
  const [username, setUsername] = useState(user?.id ?? '')
  const [password, setPassword] = useState('')
  const submit = () => {
    setPassword('')
    void signIn({ via: 'credentials', credentials: { username, password } })
  }
  return (
    <>
      <Text role="heading" style={styles.title}>
        {title}
      </Text>
      <TextInput
        aria-label="User name"
        autoCapitalize="none"
        value={username}
        onChangeText={setUsername}
        style={styles.field}
      />
      <TextInput
        aria-label="Password"
        secureTextEntry
        value={password}
        onChangeText={setPassword}
        onSubmitEditing={submit}
        style={styles.field}
      />
      <Button title={title} disabled={isSigningIn} onPress={submit} />
      {problem === null ? null : <Text role="alert">That did not work: {problem}</Text>}
    </>
  )
}

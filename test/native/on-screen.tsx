import { expect } from '@jest/globals'
import { renderHook, screen, type RenderHookResult } from '@testing-library/react-native'
import type { Auth } from 'authchart'
import { AuthProvider, StepUpHost } from 'authchart/react'
import type { ReactElement, ReactNode } from 'react'
import { Pressable, Text, TextInput, View } from 'react-native'

export function below(auth: Auth) {
  return function Below({ children }: { readonly children: ReactNode }): ReactElement {
    return <AuthProvider auth={auth}>{children}</AuthProvider>
  }
}

export function hook<Result>(auth: Auth, use: () => Result): Promise<RenderHookResult<Result, unknown>> {
  return renderHook(use, { wrapper: below(auth) })
}

export function sees(...texts: readonly string[]): void {
  for (const text of texts) expect(screen.getByText(text)).toBeVisible()
}

/** Asks for the PIN, as an app would. */
export function Prompt(): ReactElement {
  return (
    <StepUpHost>
      {({ prompt, answer, cancel }) =>
        prompt?.question == null ? (
          <Text>{prompt === null ? 'nothing asked' : 'one moment'}</Text>
        ) : (
          <View>
            <TextInput aria-label="PIN" secureTextEntry onSubmitEditing={(event) => answer(event.nativeEvent.text)} />
            <Pressable onPress={cancel}>
              <Text>Not now</Text>
            </Pressable>
          </View>
        )
      }
    </StepUpHost>
  )
}

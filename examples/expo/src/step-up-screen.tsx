import { StepUpHost, type StepUpHostParts } from 'authchart/react'
import { useState, type ReactNode } from 'react'
import { Button, Modal, Text, TextInput } from 'react-native'
import { styles } from './styles.ts'

/** Covers the app while the local lock is closed, and asks for the PIN where an action needs it. */
export function StepUpScreen({ children }: { children: ReactNode }) {
  return (
    <StepUpHost>
      {({ prompt, isShut, answer, cancel, unlock }) => (
        <>
          {isShut ? <Button title="Unlock" onPress={unlock} /> : children}
          <Modal visible={prompt !== null} onRequestClose={cancel}>
            {prompt === null ? null : <PinPrompt prompt={prompt} answer={answer} cancel={cancel} />}
          </Modal>
        </>
      )}
    </StepUpHost>
  )
}

const wanted = { prove: 'Your PIN', choose: 'A new PIN', repeat: 'The new PIN once more' } as const
const problems = {
  wrong: 'That was not it.',
  too_soon: 'One moment, then again.',
  too_weak: 'That is too easy to guess.',
  different: 'Those were not the same.',
} as const

type PinPromptProps = Pick<StepUpHostParts, 'answer' | 'cancel'> & { prompt: NonNullable<StepUpHostParts['prompt']> }

function PinPrompt({ prompt: { question }, answer, cancel }: PinPromptProps) {
  const [pin, setPin] = useState('')
  const submit = () => {
    setPin('')
    answer(pin)
  }
  if (question === null) return <Text>One moment …</Text>
  return (
    <>
      <TextInput
        aria-label={wanted[question.wants]}
        autoFocus
        inputMode="numeric"
        secureTextEntry
        value={pin}
        onChangeText={setPin}
        onSubmitEditing={submit}
        style={styles.field}
      />
      {question.problem === null ? null : <Text role="alert">{problems[question.problem]}</Text>}
      <Button title="Go on" onPress={submit} />
      <Button title="Not now" onPress={cancel} />
    </>
  )
}

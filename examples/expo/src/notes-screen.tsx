import { isAuthError, type Auth } from 'authchart'
import { useAuth, useGuard, useQueue, useStepUp, useUser } from 'authchart/react'
import { useState } from 'react'
import { Button, ScrollView, Text, TextInput } from 'react-native'
import { clearNotes, createNote } from './notes.ts'
import { PinSetUp } from './pin-set-up.tsx'
import { styles } from './styles.ts'
import { useSavedNotes } from './use-saved-notes.ts'

export function NotesScreen({ fetch }: { fetch: Auth['fetch'] }) {
  const user = useUser()
  const { signOut } = useAuth()
  const { items, enqueue } = useQueue()
  const saved = useSavedNotes(fetch, items.length)
  const [text, setText] = useState('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const create = useGuard('note.create', () => enqueue(createNote, { text }))
  const clear = useStepUp(() => enqueue(clearNotes, null), { capability: 'notes.clear' })
  const save = async () => {
    if (text === '') return
    await create.run()
    setText('')
  }
  const clearAll = () => {
    setRefusal(null)
    clear.run().catch((error: unknown) => setRefusal(codeOf(error)))
  }
  return (
    <>
      <Text role="heading" style={styles.title}>
        Notes of {user?.name ?? user?.id}
      </Text>
      <TextInput
        aria-label="Note"
        value={text}
        onChangeText={setText}
        onSubmitEditing={() => void save()}
        style={styles.field}
      />
      <Button title="Save" disabled={!create.decision.allowed} onPress={() => void save()} />
      <Text>{items.length === 0 ? 'Everything is sent' : `${items.length} not sent yet`}</Text>
      <ScrollView>
        {saved.map((note) => (
          <Text key={note}>{note}</Text>
        ))}
      </ScrollView>
      <Button title="Delete all" disabled={clear.isPending} onPress={clearAll} />
      {refusal === null ? null : <Text role="alert">Nothing was deleted: {refusal}</Text>}
      <PinSetUp />
      <Button title="Sign out" onPress={() => void signOut({ pending: 'keep' })} />
    </>
  )
}

function codeOf(error: unknown): string {
  return isAuthError(error) ? error.code : 'unexpected'
}

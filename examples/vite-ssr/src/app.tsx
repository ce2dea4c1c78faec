import { AuthBoundary, OfflineBanner, useAuth, useQueue, useUser } from 'authchart/react'
import { useEffect, useState } from 'react'
import { api, auth, createNote } from './auth.ts'

export function App() {
  return (
    <main>
      <OfflineBanner>
        {({ regionProps, offline, retry }) => (
          <div {...regionProps}>
            {offline === null ? null : (
              <p>
                Working offline: {offline.reason} <button onClick={retry}>Try now</button>
              </p>
            )}
          </div>
        )}
      </OfflineBanner>
      <AuthBoundary
        restoring={<p>Opening …</p>}
        signedOut={<SignIn label="Sign in" />}
        reauth={<SignIn label="Sign in again" />}
        locked={({ reason }) => <p>This account is locked: {reason}</p>}
      >
        <Notes />
      </AuthBoundary>
    </main>
  )
}

function SignIn({ label }: { label: string }) {
  const { signIn, isSigningIn, problem } = useAuth()
  return (
    <>
      <button disabled={isSigningIn} onClick={() => void signIn()}>
        {label}
      </button>
      {problem === null ? null : <p role="alert">{problem}</p>}
    </>
  )
}

function Notes() {
  const user = useUser()
  const { signOut } = useAuth()
  const { items, enqueue } = useQueue()
  const [text, setText] = useState('')
  const saved = useSaved(items.length)
  return (
    <>
      <h1>Notes of {user?.name}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void enqueue(createNote, { text }).then(() => setText(''))
        }}
      >
        <label>
          Note <input value={text} onChange={(event) => setText(event.target.value)} required />
        </label>
        <button>Save</button>
      </form>
      <p>{items.length === 0 ? 'Everything is sent' : `${items.length} not sent yet`}</p>
      <ul>
        {saved.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <button onClick={() => void signOut({ pending: 'keep' })}>Sign out</button>
    </>
  )
}

/** What the server has; asked again whenever the queue changes. */
function useSaved(version: number) {
  const [saved, setSaved] = useState<readonly string[]>([])
  useEffect(() => {
    const leaving = new AbortController()
    auth
      .fetch(`${api}/notes`, { signal: leaving.signal })
      .then(async (response) => (response.ok ? setSaved(await response.json()) : undefined))
      .catch(() => {})
    return () => leaving.abort()
  }, [version])
  return saved
}

import { useEffect, useState, type ReactElement } from 'react'
import { useAuth, usePresence } from '../../../src/react/index.ts'
import type { EnrolledMethod, EnrollResult } from '../../../src/step-up/presence.ts'
import { Button } from '../parts/button.tsx'
import { policyWords } from '../words/policy-en.ts'

const words = policyWords.presence

/** The ways to prove presence that this device has, and what sets them up. */
export function PresenceMethods(): ReactElement | null {
  const { methods: readMethods, enroll } = usePresence()
  const isSignedIn = useAuth((view) => view.isAuthenticated)
  const [methods, setMethods] = useState<readonly EnrolledMethod[]>([])
  const [said, say] = useState('')

  useEffect(() => {
    let isCurrent = true
    void readMethods().then((read) => isCurrent && setMethods(read))
    return () => {
      isCurrent = false
    }
  }, [readMethods, isSignedIn])

  const setUp = async (method: string): Promise<void> => {
    say(saidOf(await enroll(method)))
    setMethods(await readMethods())
  }

  if (!isSignedIn) return null
  return (
    <div className="policy-part">
      <h3>{words.title}</h3>
      <div className="policy-acts">
        {methods
          .filter(({ isSupported }) => isSupported)
          .map(({ method, isEnrolled }) => (
            <Button key={method} onClick={() => void setUp(method)}>
              {(isEnrolled ? words.renew : words.setUp)[method] ?? method}
            </Button>
          ))}
      </div>
      <p className="quiet policy-said" role="status">
        {said}
      </p>
    </div>
  )
}

function saidOf({ status }: EnrollResult): string {
  if (status === 'enrolled') return words.enrolled
  return status === 'online_required' ? words.needsServer : words.notEnrolled
}

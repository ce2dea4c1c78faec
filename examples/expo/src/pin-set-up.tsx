import { usePresence } from 'authchart/react'
import { useEffect, useState } from 'react'
import { Button } from 'react-native'

/** Offers a PIN to whoever has none: deleting asks for it. */
export function PinSetUp() {
  const { enroll, methods, prompt } = usePresence()
  const [isEnrolled, setEnrolled] = useState(true)
  useEffect(() => {
    let isLeft = false
    void methods().then((known) => {
      if (!isLeft) setEnrolled(known.some((one) => one.isEnrolled))
    })
    return () => {
      isLeft = true
    }
  }, [methods, prompt])
  return isEnrolled ? null : <Button title="Set up a PIN" onPress={() => void enroll('pin')} />
}

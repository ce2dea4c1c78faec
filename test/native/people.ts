import type { Auth } from 'authchart'
import type { Device } from './device.ts'

/** Mira has signed in. */
export async function signedIn({ world }: Device): Promise<Auth> {
  const auth = await world.start()
  await world.signIn(auth)
  return auth
}

/** Mira with a PIN, which she has to prove before paying. */
export async function enrolled(device: Device): Promise<Auth> {
  const auth = await signedIn(device)
  const { presence } = auth
  if (presence === null) throw new Error('This device has no step-up')
  const result = presence.enroll('pin')
  for (const _ of ['new', 'once more']) {
    await device.until(() => (presence.state.prompt?.question ?? null) !== null)
    presence.answer('271828')
  }
  await device.until(() => presence.state.prompt === null)
  const { status } = await result
  if (status !== 'enrolled') throw new Error(`The PIN was not set up: ${status}`)
  await device.passes('12h')
  return auth
}

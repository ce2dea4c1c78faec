import { openBytes } from '../../adapters/storage/sealing.ts'
import type { Auth } from '../../src/auth.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import type { TabOptions, TestWorld } from '../../src/testing/test-world.ts'
import { additionalData } from '../../src/vault/sealed-row.ts'
import { answerWith, enrollPin, presenceOf, stepUpWorld } from './step-up-world.ts'

export const right = '271828'
export const wrong = '314159'
/** What a thief would look for: a queued note's words, and the user's name. */
export const words = 'the valve at gate four leaks'

const api = 'https://api.example'
const note = defineOperation<{ readonly text: string }>({
  name: 'note',
  version: 1,
  request: (variables) => ({ method: 'POST', url: `${api}/notes`, json: variables }),
})

export interface BoxWorld {
  readonly world: TestWorld
  /** The notes the server took, in order. */
  readonly sent: readonly string[]
}

/** A device whose app queues notes and can be given a PIN. */
export function boxWorld(): BoxWorld {
  const sent: string[] = []
  const world = stepUpWorld({
    canary: 'CANARY0TOKEN0',
    auth: { queue: durableQueue({ operations: [note] }), origins: [api] },
    serve: async (request) => {
      sent.push(((await request.json()) as { readonly text: string }).text)
      return Response.json({}, { status: 201 })
    },
  })
  return { world, sent }
}

/** Signed in, out of reach, with one note that waits to be sent. */
export async function withNote({ world }: BoxWorld, options: TabOptions = {}): ReturnType<typeof signedInTab> {
  const tab = await signedInTab(world, options)
  world.switchNetwork('offline')
  await world.advance('4s')
  await queueNote(tab.auth, words)
  await world.settle()
  return tab
}

async function signedInTab(world: TestWorld, options: TabOptions = {}) {
  const tab = world.open(options)
  await world.settle()
  await world.signIn(tab.auth)
  return tab
}

export async function queueNote({ queue }: Auth, text: string): Promise<void> {
  if (queue === null) throw new Error('This auth was given no queue')
  await queue.enqueue(note, { text })
}

/** `withNote`, and then a PIN. */
export async function withPin(given: BoxWorld, options: TabOptions = {}): ReturnType<typeof signedInTab> {
  const tab = await withNote(given, options)
  const end = await enrollPin(given.world, tab.auth)
  if (typeof end === 'string' || end.status !== 'enrolled') throw new Error(`Not enrolled: ${JSON.stringify(end)}`)
  return tab
}

/** Types into the prompt that opens the app. */
export async function unlock(world: TestWorld, auth: Auth, answers: readonly string[]) {
  return answerWith(world, auth, { asked: presenceOf(auth).unlock(), answers })
}

/** Everything that somebody reads who has the whole disk and may use the device's keys, but knows no PIN. */
export async function readableWithoutPin({ disk }: TestWorld): Promise<string> {
  const found: string[] = []
  for (const row of disk.rows.values()) {
    found.push(JSON.stringify(row.clear))
    const name = row.key.account === 'device' ? 'device' : `account:${row.key.account}`
    const key = disk.keys.get(name)
    if (row.sealed === null || key === undefined) continue
    const plain = await openBytes(key, row.sealed.slice(), additionalData(row))
    if (plain !== null) found.push(new TextDecoder().decode(plain))
  }
  return found.join('\n')
}

/** What a thief would be glad of, as far as it can be read. */
export async function loot(world: TestWorld): Promise<readonly string[]> {
  const text = await readableWithoutPin(world)
  return ['CANARY0TOKEN0', words, 'accessToken'].filter((secret) => text.includes(secret))
}

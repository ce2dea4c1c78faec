import type { Secrets } from '../secrets.ts'
import { SecretsFailure } from '../secrets.ts'
import {
  emptyDisk,
  parseDocument,
  spellDocument,
  UnreadableDocument,
  type Disk,
  type Verdict,
} from '../document/row-document.ts'
import { diskOfCanary, spellCanary, type Canary } from './canary.ts'
import { slots, type Found } from './slots.ts'

export interface SlottedDocument {
  read<Value>(look: (disk: Disk) => Value): Promise<Value>
  /** `twice`: the slot before is overwritten too, for what nobody may find any more. */
  change<Value>(work: (disk: Disk) => Verdict<Value>, options?: { readonly twice: boolean }): Promise<Value>
}

interface Known {
  readonly disk: Disk
  readonly found: Found
}

interface Shared {
  /** One at a time, in this order. */
  line: Promise<unknown>
  /** Reading a keychain takes many calls: they are made once, and again after anything went wrong. */
  known: Known | null
}

/** Stores of one process on the same keychain see each other's writes; other processes are not expected to write. */
const opened = new WeakMap<Secrets, Map<string, Shared>>()

export function slottedDocument(secrets: Secrets, name: string, canary: Canary): SlottedDocument {
  const places = opened.get(secrets) ?? new Map<string, Shared>()
  opened.set(secrets, places)
  const shared = places.get(name) ?? { line: Promise.resolve(), known: null }
  places.set(name, shared)
  const { read, write } = slots(secrets, name)

  const inLine = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = shared.line.then(work)
    shared.line = turn.catch(() => {})
    return turn
  }

  const load = async (): Promise<Known> => {
    const found = await read()
    if (found.text !== null) {
      const disk = parseDocument(found.text)
      // A crash came between the document and its canary.
      await tell(disk)
      return { disk, found }
    }
    const remembered = await canary.read().catch(() => {
      // Whether somebody was signed in can't be told now, and must not be guessed.
      throw new SecretsFailure('locked')
    })
    const disk = diskOfCanary(remembered)
    if (disk === null && found.isDamaged) throw new UnreadableDocument('What was written last is not whole')
    return { disk: disk ?? emptyDisk(), found }
  }

  /** Best effort: without it, a loss that comes before the next write looks like a device that nobody signed in on. */
  const tell = async (disk: Disk): Promise<void> => {
    const text = spellCanary(disk)
    try {
      if ((await canary.read()) !== text) await canary.write(text)
    } catch {
      // The next one to read or to write tries again.
    }
  }

  const known = async (): Promise<Known> => (shared.known ??= await load())

  return {
    read: (look) => inLine(async () => look((await known()).disk)),
    change: (work, options) =>
      inLine(async () => {
        const { disk: before, found } = await known()
        const disk = { rows: new Map(before.rows), keys: new Map(before.keys), lastSeq: before.lastSeq }
        const { then, value } = work(disk)
        if (then === 'undo') return value
        const text = spellDocument(disk)
        // What a write that fails has left has to be looked at.
        shared.known = null
        const first = await write(text, found)
        shared.known = { disk, found: options?.twice === true ? await write(text, first) : first }
        await tell(disk)
        return value
      }),
  }
}

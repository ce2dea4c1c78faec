import { SecretsFailure, type Secrets } from '../secrets.ts'
import { checksum } from './checksum.ts'

/**
 * One text that is replaced whole, over a keychain that writes one small value at a time (ST-13). There are two slots; a new
 * text goes into the one that doesn't hold the newest: a head with its checksum, its pieces, and once they fit, the pointer.
 * A crash anywhere leaves the old text or the new one.
 */
export interface Slots {
  /**
   * The newest text that is whole. `damaged`: what was acknowledged last is not there any more; an older one would be a session
   * whose refresh token is spent.
   */
  read(): Promise<Found>
  /** `over`: what the last read or write found. What is there afterwards. */
  write(text: string, over: Found): Promise<Found>
}

export interface Found {
  readonly text: string | null
  readonly isDamaged: boolean
  /** The highest number in sight; a new text gets the next. */
  readonly number: number
  /** Where the newest text is. */
  readonly slot: 'a' | 'b'
  /** How many pieces lie in each. */
  readonly pieces: { readonly a: number; readonly b: number }
}

interface Head {
  readonly number: number
  readonly pieces: number
  readonly sum: string
}

/** A megabyte in values of 2 KiB, far more than a session; a head that says more is not one of ours. */
const mostPieces = 512

export function slots(secrets: Secrets, name: string): Slots {
  const headName = (slot: 'a' | 'b'): string => `${name}.${slot}`
  const pieceName = (slot: 'a' | 'b', place: number): string => `${name}.${slot}.${place}`

  const contentOf = async (slot: 'a' | 'b', head: Head): Promise<string | null> => {
    let text = ''
    for (let place = 0; place < head.pieces; place += 1) {
      const piece = await secrets.read(pieceName(slot, place))
      if (piece === null) return null
      text += piece
    }
    return checksum(`${head.number} ${text}`) === head.sum ? text : null
  }

  return {
    async read() {
      const pointer = parsePointer(await secrets.read(name))
      const written = { a: await secrets.read(headName('a')), b: await secrets.read(headName('b')) }
      const heads = { a: parseHead(written.a), b: parseHead(written.b) }
      const [numberA, numberB] = [heads.a?.number ?? 0, heads.b?.number ?? 0]
      const pieces = { a: heads.a?.pieces ?? 0, b: heads.b?.pieces ?? 0 }
      const found = { number: Math.max(pointer ?? 0, numberA, numberB), pieces, isDamaged: false }
      for (const slot of numberA > numberB ? (['a', 'b'] as const) : (['b', 'a'] as const)) {
        const head = heads[slot]
        if (head === null || head.number < (pointer ?? 0)) continue
        const text = await contentOf(slot, head)
        if (text !== null) return { ...found, text, slot }
      }
      const isDamaged = pointer !== null || written.a !== null || written.b !== null
      return { ...found, text: null, slot: 'b', isDamaged }
    },

    async write(json, { number: last, slot: newest, pieces: before }) {
      const text = inAscii(json)
      const [slot, number] = [newest === 'a' ? ('b' as const) : ('a' as const), last + 1]
      const pieces = Math.ceil(text.length / secrets.maxBytes)
      if (pieces > mostPieces) throw new SecretsFailure('quota')
      for (let place = pieces; place < before[slot]; place += 1) await secrets.remove(pieceName(slot, place))
      const sum = checksum(`${number} ${text}`)
      // Before its pieces: a crash between them leaves a head that says how many to clear away, and a sum that doesn't fit.
      await secrets.write(headName(slot), JSON.stringify({ version: 1, number, pieces, sum }))
      for (let place = 0; place < pieces; place += 1) {
        const from = place * secrets.maxBytes
        await secrets.write(pieceName(slot, place), text.slice(from, from + secrets.maxBytes))
      }
      // expo-secure-store ignores on Android whether SharedPreferences kept what it was given: only what comes back counts.
      if ((await contentOf(slot, { number, pieces, sum })) === null) throw new SecretsFailure('closed')
      await secrets.write(name, JSON.stringify({ version: 1, number }))
      return { text, number, slot, pieces: { ...before, [slot]: pieces }, isDamaged: false }
    },
  }
}

/** One byte a letter, so that a piece is as long as it may be; JSON reads it as the same text. */
function inAscii(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function parsePointer(text: string | null): number | null {
  const number = fieldsOf(text).get('number')
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

function parseHead(text: string | null): Head | null {
  const fields = fieldsOf(text)
  const [number, pieces, sum] = [fields.get('number'), fields.get('pieces'), fields.get('sum')]
  if (!isCount(number) || !isCount(pieces) || pieces > mostPieces || typeof sum !== 'string') return null
  return { number, pieces, sum }
}

function fieldsOf(text: string | null): ReadonlyMap<string, unknown> {
  if (text === null) return new Map()
  try {
    const value: unknown = JSON.parse(text)
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
  } catch {
    return new Map()
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

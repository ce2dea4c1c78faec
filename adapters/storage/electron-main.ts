import { bytesOf, textOf } from './base64.ts'
import { channel, parseMessage, type SecretsAnswer, type SecretsMessage } from './electron-bridge/message.ts'

/** What is used of `safeStorage`: its asynchronous half, which stays. */
export interface ElectronSafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(plain: string): Promise<Uint8Array>
  decryptStringAsync(encrypted: Uint8Array): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>
  /** Linux only. */
  getSelectedStorageBackend?(): string
}

/** Who asks. */
export interface ElectronSender {
  readonly senderFrame: { readonly origin: string; readonly parent: object | null } | null
}

/** What of Electron's main process is used. */
export interface ElectronMain {
  readonly ipcMain: {
    handle(channel: string, answer: (event: ElectronSender, message: unknown) => Promise<unknown>): void
    removeHandler(channel: string): void
  }
  readonly safeStorage: ElectronSafeStorage
}

/** What `serveSecrets` takes. */
export interface ServeSecretsOptions {
  /** Origins of the app's own windows, as `WebFrameMain.origin` writes them. Nobody else is answered, nor is a frame in a window. */
  readonly origins: readonly string[]
  /** One file of the app. `replace` puts the new text in the place of the old at once: write another file, then rename it. */
  readonly file: { read(): Promise<string | null>; replace(text: string): Promise<void> }
  /** Says that you know: serves desktops without a keychain too, where whoever has the disk reads what lies here. */
  readonly dangerouslyPlaintext?: boolean
}

/** The first byte of every item. */
const [plainMark, sealedMark] = [0, 1]

/**
 * For the main process, once the app is ready: keeps what windows ask it to keep, sealed by the desktop's keychain. A
 * desktop without one, or one whose "keychain" is a password in Electron's source (`basic_text`), is refused (ST-17).
 * Returns what ends it.
 */
export function serveSecrets({ ipcMain, safeStorage }: ElectronMain, options: ServeSecretsOptions): () => void {
  const { origins, file, dangerouslyPlaintext = false } = options
  let line: Promise<unknown> = Promise.resolve()

  const items = async (): Promise<Map<string, string>> => parseItems(await file.read())
  const keep = (changed: ReadonlyMap<string, string>): Promise<void> =>
    file.replace(JSON.stringify({ version: 1, items: [...changed] }))

  const carryOut = async (message: SecretsMessage, isSealed: boolean): Promise<SecretsAnswer> => {
    const done = (value: string | null): SecretsAnswer => ({ ok: true, value, isSealed })
    const kept = await items()
    switch (message.do) {
      case 'read': {
        const sealed = bytesOf(kept.get(message.name) ?? '')
        if (sealed === null || sealed.length === 0) return done(null)
        return open(sealed, message.name, done)
      }
      case 'write': {
        kept.set(message.name, textOf(await seal(message.value)))
        await keep(kept)
        return done(null)
      }
      case 'remove': {
        if (kept.delete(message.name)) await keep(kept)
        return done(null)
      }
      default:
        return message satisfies never
    }
  }

  const seal = async (text: string): Promise<Uint8Array> =>
    (await safeStorage.isAsyncEncryptionAvailable())
      ? new Uint8Array([sealedMark, ...(await safeStorage.encryptStringAsync(text))])
      : new Uint8Array([plainMark, ...new TextEncoder().encode(text)])

  const open = async (
    marked: Uint8Array<ArrayBuffer>,
    name: string,
    done: (value: string | null) => SecretsAnswer,
  ): Promise<SecretsAnswer> => {
    const sealed = marked.slice(1)
    if (marked[0] === plainMark) return done(dangerouslyPlaintext ? new TextDecoder().decode(sealed) : null)
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed)
      // The desktop's key was replaced: what the old one sealed is sealed anew while both are there.
      if (shouldReEncrypt) {
        const kept = await items()
        kept.set(name, textOf(await seal(result)))
        await keep(kept).catch(() => {})
      }
      return done(result)
    } catch {
      // Out of reach for now, or sealed by a key that this desktop doesn't have any more.
      return (await safeStorage.isAsyncEncryptionAvailable()) ? done(null) : { ok: false, kind: 'locked' }
    }
  }

  const answer = async (message: SecretsMessage): Promise<SecretsAnswer> => {
    const isThere = await safeStorage.isAsyncEncryptionAvailable()
    // What was sealed once will be opened again; until then nothing is written beside it in the clear.
    if (!isThere && [...(await items()).values()].some(isSealedItem)) return { ok: false, kind: 'locked' }
    const isSealed = isThere && safeStorage.getSelectedStorageBackend?.() !== 'basic_text'
    if (!isSealed && !dangerouslyPlaintext) return { ok: false, kind: 'impossible' }
    return carryOut(message, isSealed)
  }

  ipcMain.handle(channel, (event, given) => {
    const message = isOurs(event, origins) ? parseMessage(given) : null
    if (message === null) return Promise.resolve({ ok: false, kind: 'impossible' })
    // The text of an error may name what it was about, and Electron hands it to the window.
    const turn = line.then(() => answer(message)).catch((): SecretsAnswer => ({ ok: false, kind: 'closed' }))
    line = turn
    return turn
  })
  return () => ipcMain.removeHandler(channel)
}

/** Electron's security guide, "Validate the sender of all IPC messages": any frame, a foreign one too, can send. */
function isOurs({ senderFrame }: ElectronSender, origins: readonly string[]): boolean {
  return senderFrame !== null && senderFrame.parent === null && origins.includes(senderFrame.origin)
}

function isSealedItem(item: string): boolean {
  return bytesOf(item)?.[0] === sealedMark
}

function parseItems(text: string | null): Map<string, string> {
  try {
    const value: unknown = text === null ? null : JSON.parse(text)
    const items: unknown = typeof value === 'object' && value !== null && 'items' in value ? value.items : null
    return new Map((Array.isArray(items) ? items : []).filter(isEntry))
  } catch {
    return new Map()
  }
}

function isEntry(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
}

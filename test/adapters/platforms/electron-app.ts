import { electronSecrets, type ElectronSecretsOptions, type SecretsBridge } from '../../../adapters/storage/electron.ts'
import {
  serveSecrets,
  type ElectronMain,
  type ElectronSender,
  type ServeSecretsOptions,
} from '../../../adapters/storage/electron-main.ts'
import { exposeSecrets } from '../../../adapters/storage/electron-preload.ts'
import type { Secrets } from '../../../adapters/storage/secrets.ts'

/** A desktop's keychain, and Electron 45.4.1 on it (electron.d.ts; docs/api/safe-storage.md). */
export interface ElectronApp {
  /** The one file that the main process keeps. */
  file: string | null
  keychain: 'there' | 'locked' | 'missing' | 'basic_text'
  /** How often the desktop made a new key. */
  keyNumber: number
  /** Keys before this one are gone. */
  oldestKey: number
  readonly sealed: number
  /** Starts the main process. */
  serve(options?: Partial<ServeSecretsOptions>): () => void
  /** A message of anybody's to the main process, as Electron delivers it. */
  send(sender: ElectronSender, message: unknown): Promise<unknown>
  /** What the preload script put into a window of ours. */
  readonly bridge: SecretsBridge
  secrets(options?: ElectronSecretsOptions): Secrets
}

export const ours: ElectronSender = { senderFrame: { origin: 'app://field', parent: null } }

export function electronApp(): ElectronApp {
  const handlers = new Map<string, Parameters<ElectronMain['ipcMain']['handle']>[1]>()
  let sealed = 0
  const app: ElectronApp = {
    file: null,
    keychain: 'there',
    keyNumber: 1,
    oldestKey: 1,
    get sealed() {
      return sealed
    },
    serve: (options = {}) =>
      serveSecrets(
        {
          ipcMain: {
            handle(channel, answer) {
              // "Attempted to register a second handler" (lib/browser/ipc-main-impl.ts).
              if (handlers.has(channel)) throw new Error('Attempted to register a second handler')
              handlers.set(channel, answer)
            },
            removeHandler: (channel) => void handlers.delete(channel),
          },
          safeStorage: {
            isAsyncEncryptionAvailable: async () => app.keychain === 'there' || app.keychain === 'basic_text',
            // Linux: `basic_text` where no keychain is known; what is sealed then is sealed by a password in the source.
            getSelectedStorageBackend: () => (app.keychain === 'basic_text' ? 'basic_text' : 'gnome_libsecret'),
            async encryptStringAsync(plain) {
              if (app.keychain === 'locked' || app.keychain === 'missing')
                throw new Error('Encryption is not available')
              sealed += 1
              const mask = (byte: number): number => byte ^ 0x55
              return new Uint8Array([app.keyNumber, ...new TextEncoder().encode(plain).map(mask)])
            },
            async decryptStringAsync(encrypted) {
              const [key = 0] = encrypted
              if (app.keychain === 'locked' || key < app.oldestKey)
                throw new Error('Error while decrypting the ciphertext')
              const result = new TextDecoder().decode(encrypted.subarray(1).map((byte) => byte ^ 0x55))
              // DecryptStringAsyncReturnValue: "the key has been rotated".
              return { result, shouldReEncrypt: key < app.keyNumber }
            },
          },
        },
        {
          origins: ['app://field'],
          file: {
            read: async () => app.file,
            replace: async (text) => {
              app.file = text
            },
          },
          ...options,
        },
      ),
    async send(sender, message) {
      const handler = handlers.get('authchart.secrets')
      // ipcRenderer.invoke: "No handler registered"; what a handler rejects with reaches the window as its text.
      if (handler === undefined)
        throw new Error("Error invoking remote method: No handler registered for 'authchart.secrets'")
      return structuredClone(await handler(sender, structuredClone(message)))
    },
    bridge: {
      read: () => Promise.reject(new Error('not exposed')),
      write: () => Promise.reject(new Error('not exposed')),
      remove: () => Promise.reject(new Error('not exposed')),
    },
    secrets: (options) => electronSecrets(app.bridge, options),
  }
  exposeSecrets({
    contextBridge: { exposeInMainWorld: (_, api) => void Object.assign(app, { bridge: api }) },
    ipcRenderer: { invoke: (_, message) => app.send(ours, message) },
  })
  return app
}

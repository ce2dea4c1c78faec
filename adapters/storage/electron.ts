import { parseAnswer } from './electron-bridge/message.ts'
import { SecretsFailure, type Secrets } from './secrets.ts'

/** What `exposeSecrets(…)` puts into the window: three questions, and no way to ask others. */
export interface SecretsBridge {
  read(name: string): Promise<unknown>
  write(name: string, value: string): Promise<unknown>
  remove(name: string): Promise<unknown>
}

/** What `electronSecrets` takes. */
export interface ElectronSecretsOptions {
  /**
   * Says that you know: where the desktop has no keychain, whoever has the disk reads what lies here. The main process has to
   * be told the same. `createAuth` reports `storage_plaintext`.
   */
  readonly dangerouslyPlaintext?: boolean
}

/**
 * The keychain of the desktop, asked through the main process: for `secretKeys(indexedDb(), { secrets })` in a window.
 * `bridge`: what the preload script exposed, such as `window.authchartSecrets`.
 */
export function electronSecrets(
  bridge: SecretsBridge,
  { dangerouslyPlaintext = false }: ElectronSecretsOptions = {},
): Secrets {
  const ask = async (question: () => Promise<unknown>): Promise<string | null> => {
    const answer = await question().then(parseAnswer, () => parseAnswer(null))
    if (!answer.ok) throw new SecretsFailure(answer.kind)
    if (!answer.isSealed && !dangerouslyPlaintext) throw new SecretsFailure('impossible')
    return answer.value
  }
  return {
    maxBytes: 16_384,
    protection: dangerouslyPlaintext ? 'plaintext' : 'sealed',
    survivesReinstall: true,
    read: (name) => ask(() => bridge.read(name)),
    write: async (name, value) => void (await ask(() => bridge.write(name, value))),
    remove: async (name) => void (await ask(() => bridge.remove(name))),
  }
}

import { SecretsFailure, type Secrets } from '../../../adapters/storage/secrets.ts'

/** `before`: the process dies and the call never happens. `after`: it happens, and nobody hears of it. */
export interface Death {
  readonly call: number
  readonly when: 'before' | 'after'
}

/** What outlives a process: small values by name, on a device that can be locked, and that can lose what opens them. */
export interface KeychainDevice {
  readonly items: Map<string, string>
  isLocked: boolean
  /** A process with this keychain. */
  start(death?: Death): KeychainProcess
}

interface KeychainProcess {
  readonly secrets: Secrets
  /** How often the keychain was called. */
  readonly calls: () => number
  /** Resolves when the process has died. */
  readonly died: Promise<void>
}

/** Takes values of up to this many bytes, like the iOS releases that refused longer ones (docs.expo.dev, SecureStore). */
const mostBytes = 2_048

export function keychainDevice(): KeychainDevice {
  const items = new Map<string, string>()
  const device: KeychainDevice = {
    items,
    isLocked: false,
    start(death) {
      let calls = 0
      let tell = (): void => {}
      const died = new Promise<void>((resolve) => {
        tell = resolve
      })
      const call = async <Value>(work: () => Value): Promise<Value> => {
        const isLast = death !== undefined && calls === death.call
        const isOver = death !== undefined && calls > death.call
        calls += 1
        // What comes next is another turn's: as in a native module.
        await Promise.resolve()
        if (device.isLocked) throw new SecretsFailure('locked')
        if (isOver || (isLast && death.when === 'before')) {
          tell()
          return new Promise<Value>(() => {})
        }
        const value = work()
        if (!isLast) return value
        tell()
        return new Promise<Value>(() => {})
      }
      return {
        calls: () => calls,
        died,
        secrets: {
          maxBytes: mostBytes,
          protection: 'sealed',
          survivesReinstall: true,
          read: (name) => call(() => items.get(name) ?? null),
          write: (name, value) =>
            call(() => {
              if (new TextEncoder().encode(value).length > mostBytes) throw new SecretsFailure('quota')
              items.set(name, value)
            }),
          remove: (name) => call(() => void items.delete(name)),
        },
      }
    },
  }
  return device
}

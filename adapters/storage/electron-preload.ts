import { channel, type SecretsMessage } from './electron-bridge/message.ts'

/** What is used of `electron` in a preload script. */
export interface ElectronPreload {
  readonly contextBridge: { exposeInMainWorld(name: string, api: object): void }
  readonly ipcRenderer: { invoke(channel: string, message: object): Promise<unknown> }
}

/**
 * For the preload script: gives the window three questions and nothing of `ipcRenderer` itself. Default name
 * `authchartSecrets`.
 */
export function exposeSecrets({ contextBridge, ipcRenderer }: ElectronPreload, name = 'authchartSecrets'): void {
  const ask = (message: SecretsMessage): Promise<unknown> => ipcRenderer.invoke(channel, message)
  contextBridge.exposeInMainWorld(name, {
    read: (item: string) => ask({ do: 'read', name: item }),
    write: (item: string, value: string) => ask({ do: 'write', name: item, value }),
    remove: (item: string) => ask({ do: 'remove', name: item }),
  })
}

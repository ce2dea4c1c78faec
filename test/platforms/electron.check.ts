import { contextBridge, ipcMain, ipcRenderer, safeStorage } from 'electron'
import { serveSecrets } from '../../adapters/storage/electron-main.ts'
import { exposeSecrets } from '../../adapters/storage/electron-preload.ts'

/* What the published module is, is what the adapters take: nothing here is run. */

export const main = (): (() => void) =>
  serveSecrets(
    { ipcMain, safeStorage },
    { origins: ['app://field'], file: { read: async () => null, replace: async () => {} } },
  )

export const preload = (): void => exposeSecrets({ contextBridge, ipcRenderer })

// @ts-expect-error One is not the other: the module's types are there and are compared.
export const wrong = (): void => exposeSecrets({ contextBridge: safeStorage, ipcRenderer })

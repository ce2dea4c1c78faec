/// <reference types="vite/client" />

/** Registers the demo's service worker; Vite's development server has none. */
export async function keepShell(): Promise<void> {
  if ('serviceWorker' in navigator && !import.meta.env.DEV) await navigator.serviceWorker.register('/sw.js')
}

/// <reference types="vite/client" />

const worker = '/sw.js'

/** Registers the demo's service worker; Vite's development server has none. */
export async function keepShell(): Promise<void> {
  if ('serviceWorker' in navigator && !import.meta.env.DEV) await navigator.serviceWorker.register(trusted(worker))
}

/** The little of Trusted Types that this takes: they are not in TypeScript's library. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string }
}

/** The page's policy takes scripts from nobody but this, and this knows one address. */
function trusted(url: typeof worker): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes }
  return trustedTypes?.createPolicy('shell', { createScriptURL: () => worker }).createScriptURL(url) ?? url
}

/**
 * Lets everything that is under way come to rest: promise chains, IndexedDB steps, Web Crypto jobs, channel messages.
 * None of them needs time to pass, but each needs turns of the event loop, and Web Crypto answers from another thread:
 * so every turn also waits for a small job of that thread, which is behind those asked for earlier.
 */
export async function settle(turns = 12): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  try {
    for (let turn = 0; turn < turns; turn += 1) {
      await new Promise<void>((resolve) => {
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      })
      await crypto.subtle.digest('SHA-256', new Uint8Array(1))
    }
  } finally {
    port1.close()
    port2.close()
  }
}

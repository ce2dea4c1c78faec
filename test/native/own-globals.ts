import { AbortController } from 'react-native/src/private/webapis/dom/abort-api/AbortController'
import { AbortSignal_public as AbortSignal } from 'react-native/src/private/webapis/dom/abort-api/AbortSignal'
import { URL, URLSearchParams } from 'react-native-url-polyfill'
import { Headers, Request, Response } from 'whatwg-fetch'

/**
 * What stands in for Node's on a phone: React Native's own fetch classes and signals, and the URL that the app brings. No
 * response of theirs has a body to read in pieces, and nobody follows `redirect: 'manual'`.
 */
const own = {
  AbortController,
  AbortSignal,
  Headers,
  Request,
  Response,
  URL,
  URLSearchParams,
  ReadableStream: undefined,
}

/** Puts them in place. Returns what puts Node's back. */
export function useOwnGlobals(): () => void {
  const nodes = Object.entries(Object.getOwnPropertyDescriptors(globalThis)).filter(([name]) => name in own)
  for (const [name, value] of Object.entries(own)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  return () => {
    for (const [name, descriptor] of nodes) Object.defineProperty(globalThis, name, descriptor)
  }
}

/** The fetch that React Native brings: `Libraries/Network/fetch.js` requires it for its effect on the globals. */
declare module 'whatwg-fetch' {
  export const Headers: typeof globalThis.Headers
  export const Request: typeof globalThis.Request
  export const Response: typeof globalThis.Response
}

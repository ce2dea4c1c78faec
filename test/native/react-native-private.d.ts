declare module 'react-native/src/private/webapis/dom/abort-api/AbortController' {
  export const AbortController: typeof globalThis.AbortController
}
declare module 'react-native/src/private/webapis/dom/abort-api/AbortSignal' {
  export const AbortSignal_public: typeof globalThis.AbortSignal
}

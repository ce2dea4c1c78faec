/** A fault put into what test/native has installed, and the suite that has to fail with it. */
export interface Planted {
  readonly fault: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly suite: string
}

/** What React Native has not is lawful in a browser, where every other suite of `src/react` runs. */
export const planted: readonly Planted[] = [
  {
    fault: 'a hook that reads `document`',
    file: 'node_modules/authchart/dist/src/react/use-view.js',
    from: 'const { source } = useProvided();',
    to: 'const { source } = useProvided(); void document.title;',
    suite: 'readme-rows',
  },
  {
    fault: 'a hook that listens to `window`',
    file: 'node_modules/authchart/dist/src/react/use-hydrated.js',
    from: 'const never = () => () => {};',
    to: "const never = (heard) => { window.addEventListener('online', heard); return () => {} };",
    suite: 'session-hooks',
  },
  {
    fault: 'a component that draws an element of a browser',
    file: 'node_modules/authchart/dist/src/react/offline-banner.js',
    from: 'jsx(Fragment,',
    to: "jsx('div',",
    suite: 'components',
  },
  {
    fault: 'an answer that is read from a stream only',
    file: 'node_modules/authchart/dist/src/exchange/read-body.js',
    from: 'if (body === void 0) return',
    to: 'if (body === 0) return',
    suite: 'example-app',
  },
  {
    fault: 'a phone that comes to the front and says nothing',
    file: 'node_modules/authchart/dist/adapters/clock/app-state.js',
    from: 'listener("woke")',
    to: 'void listener',
    suite: 'wakes',
  },
  {
    fault: 'a network that comes back and nobody is told',
    file: 'node_modules/authchart/dist/adapters/connectivity/last-reading.js',
    from: 'listener(reading)',
    to: 'void listener',
    suite: 'wakes',
  },
]

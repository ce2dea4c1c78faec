import { basename } from 'node:path'
import type { Planted } from './planted.ts'

/** What Jest's `--json` says that is read here. */
export interface JestSummary {
  readonly success: boolean
  readonly numPassedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

interface About {
  readonly fingerprint: string
  readonly versions: Readonly<Record<string, string>>
}

/** The recorded run, as a page. */
export function reportOf(summary: JestSummary, faults: readonly Planted[], { fingerprint, versions }: About): string {
  const rows = summary.testResults
    .map(({ name, assertionResults }) => `| \`${basename(name)}\` | ${assertionResults.length} |`)
    .toSorted()
  const day = new Date().toISOString().slice(0, 10)
  const version = (name: string): string => `${name} ${versions[name] ?? ''}`
  const used = ['react-native', 'react', '@testing-library/react-native', 'jest'].map(version).join(', ')
  return `# React Native: recorded run

Written by \`npm run test:native\` on ${day} with Node ${process.versions.node}: ${used}.
The packed package and the screens of \`examples/expo\`, in React Native's own components and test environment (its JavaScript on
Node; no device, no native code). ${summary.numPassedTests} tests passed, none failed; a warning of React's or React Native's fails a test.

| suite | tests |
| --- | ---: |
${rows.join('\n')}

Each of these, planted into the copy that was judged, makes a suite fail:

${faults.map(({ fault, suite }) => `- ${fault} (\`${suite}\`)`).join('\n')}

Sources judged: ${fingerprint}. \`npm test\` fails when they have changed since.
`
}

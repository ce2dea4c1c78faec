/** Guides whose code needs a platform's modules: `npm run test:platforms` compiles it. */
export const platformGuides: readonly string[] = ['docs/electron.md', 'docs/react-native.md']

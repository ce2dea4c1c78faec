/** What examples/expo uses of `expo`, which brings build tools for phones that nothing here runs. */
declare module 'expo' {
  export function registerRootComponent(component: import('react').ComponentType): void
}

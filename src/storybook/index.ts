export { standIn, type StandIn, type StoryNetwork, type StorySession } from './stand-in.ts'
export { authGlobals, authToolbar } from './toolbar.ts'
export { authLoader, withAuth, type StoryContext } from './with-auth.tsx'

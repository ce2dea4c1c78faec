import type { Auth } from 'authchart'
import type { RegisteredCapability } from 'authchart/react'

declare module 'authchart/react' {
  interface Register {
    auth: Auth<'note.create' | 'order.complete'>
  }
}

export const named: RegisteredCapability = 'note.create'
export const unnamed: RegisteredCapability = 'note.burn'

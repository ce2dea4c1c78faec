'use client'
import type { AuthView } from '../view.ts'

/** What the server renders and hydration repeats: nothing is known yet, on any device. */
export const restoringView: AuthView = Object.freeze({
  status: 'RESTORING',
  waiting: null,
  isAuthenticated: false,
  isOnline: false,
  persistence: 'durable',
  connectivity: 'ONLINE',
  pending: 0,
  user: null,
  isSigningIn: false,
  problem: null,
})

import { setTimeout } from 'node:timers/promises'
import { answerTimes, tokenLife } from './names.ts'
import { refreshPath } from './refresh-path.ts'
import type { Answer, Routes } from '../serve.ts'

/**
 * A JSON API that logs in whoever asks, rotates refresh tokens, refuses a spent one, and counts the refreshes of each user.
 * A refused refresh shows as a missing token in the burst that sent it.
 */
export function tokenServer(): Routes {
  const current = new Map<string, number>()
  const refreshes = new Map<string, number>()

  const grant = (user: string): Answer => {
    const set = (current.get(user) ?? 0) + 1
    current.set(user, set)
    return json({
      accessToken: `access ${user} ${set}`,
      refreshToken: JSON.stringify([user, set]),
      expiresIn: tokenLife,
      user: { id: user },
    })
  }

  const refresh = (body: string): Answer => {
    const { refreshToken } = JSON.parse(body) as { readonly refreshToken: string }
    const [user, set] = JSON.parse(refreshToken) as [string, number]
    refreshes.set(user, (refreshes.get(user) ?? 0) + 1)
    return current.get(user) === set ? grant(user) : json({ error: 'invalid_grant' })
  }

  return {
    '/login': (body) => grant((JSON.parse(body) as { readonly username: string }).username),
    ...Object.fromEntries(
      answerTimes.map((answerTime) => [
        refreshPath(answerTime),
        async (body: string) => {
          if (answerTime > 0) await setTimeout(answerTime)
          return refresh(body)
        },
      ]),
    ),
    '/refreshes': (user) => json({ count: refreshes.get(user) ?? 0 }),
  }
}

function json(body: object): Answer {
  return { type: 'application/json', body: JSON.stringify(body) }
}

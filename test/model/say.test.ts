import { describe as group, expect, it } from 'vitest'
import { words } from '../../machines/meta.ts'
import { reasonWords } from '../../machines/meta/reasons.ts'
import { say } from '../../machines/meta/say.ts'
import { sentences } from './said.ts'

group('what the chart says', () => {
  it('counts unsent work in the plural, the singular and not at all', () => {
    const { sentence } = reasonWords.OFFLINE_STALE.network_unavailable
    expect(say(sentence, { count: 3, time: '14:05' })).toBe(
      "No connection since 14:05. 3 changes are safe on this device and go out when you're back.",
    )
    expect(say(sentence, { count: 1, time: '14:05' })).toBe(
      "No connection since 14:05. 1 change is safe on this device and goes out when you're back.",
    )
    expect(say(sentence, { count: 0, time: '14:05' })).toBe('No connection since 14:05.')
  })

  it('keeps the part of a sentence that does not count', () => {
    const { sentence } = reasonWords.REAUTH_REQUIRED.rotation_lost
    expect(say(sentence)).toBe("The connection broke while we were confirming it's you. Your account is fine.")
  })

  it('leaves no parameter open, whatever is known', () => {
    for (const filling of [{}, { count: 1 }, { count: 2, time: '9:00', name: 'Ada', organisation: 'North Grid' }]) {
      expect(sentences.map((text) => say(text, filling)).filter((text) => /[{}]/.test(text))).toEqual([])
    }
  })

  it('says something in every state even when nothing is unsent', () => {
    const mute = Object.entries(words.states).filter(([, { sentence }]) => say(sentence) === '')
    expect(mute.map(([state]) => state)).toEqual([])
  })

  it('never counts one change in the plural', () => {
    expect(
      sentences
        .map((text) => say(text, { count: 1 }))
        .filter((text) => /\b1 changes|1 change (are|go|wait)\b/.test(text)),
    ).toEqual([])
  })
})

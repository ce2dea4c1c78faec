'use client'

import { useEffect, useReducer } from 'react'
import { contentInFragment } from './read-content.ts'
import { nothingShown, viewerState, type ViewerState } from './viewer-state.ts'

/** The page the viewer stands in, as far as it uses it. */
export interface ViewerPage {
  readonly fragment: string
  /** What the page was delivered with. */
  readonly given: string | null
  /** The window that opened or holds the page; null: nobody did. */
  readonly host: Window | null
  readonly window: Window
  /** To other tabs of the same origin; null where the page has no origin of its own. */
  readonly channel: BroadcastChannel | null
}

/** Shows what the page came with, then what others send it. It answers nobody but to say that it is there. */
export function useViewer(page: ViewerPage): readonly [ViewerState, (file: File) => Promise<void>] {
  const [state, dispatch] = useReducer(viewerState, nothingShown)

  useEffect(() => {
    const { fragment, given, host, window, channel } = page
    const text = given ?? contentInFragment(fragment)
    if (text !== null) dispatch({ type: 'text', text, name: 'The link' })
    const listen = ({ data, source }: MessageEvent<unknown>): void => {
      if (source === host && host !== null) dispatch({ type: 'message', message: data })
    }
    const listenChannel = ({ data }: MessageEvent<unknown>): void => dispatch({ type: 'message', message: data })
    window.addEventListener('message', listen)
    channel?.addEventListener('message', listenChannel)
    // The host's origin can't be known here; neither greeting says anything.
    for (const type of ['authchart.hello', '@statelyai.connected']) host?.postMessage({ type }, '*')
    channel?.postMessage({ type: 'authchart.hello' })
    if (host !== null) dispatch({ type: 'asked' })
    return () => {
      window.removeEventListener('message', listen)
      channel?.removeEventListener('message', listenChannel)
    }
  }, [page])

  return [state, async (file) => dispatch({ type: 'text', text: await file.text(), name: file.name })]
}

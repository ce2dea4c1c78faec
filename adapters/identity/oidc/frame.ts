import { handoverFrom, type Popup } from './popup.ts'

/** A provider answers a question without a screen in seconds, or it shows a screen where none can be seen. */
const patience = 10_000

/** A frame nobody sees, for a question that needs nobody. Null where there is no document. */
export function browserFrame(): Popup | null {
  if (typeof document === 'undefined') return null
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.ariaHidden = 'true'
  frame.tabIndex = -1
  document.body.append(frame)
  const { contentWindow } = frame
  if (contentWindow === null) return null
  return {
    callback: handoverFrom(contentWindow, patience),
    close: () => frame.remove(),
    navigate: (url) => {
      frame.src = url
    },
  }
}

'use client'

import { lazy, Suspense, useCallback, useEffect, useId, useRef, useState, type ReactElement } from 'react'
import type { DevtoolsProps } from './devtools-panel.tsx'
import { launcherCss } from './launcher-css.ts'

export type { DevtoolsProps } from './devtools-panel.tsx'

// The chart and its words arrive when somebody asks for them.
const DevtoolsPanel = lazy(async () => {
  const { DevtoolsPanel: panel } = await import('./devtools-panel.tsx')
  return { default: panel }
})

/** For apps in development: a button in the corner that opens the running chart, its timeline and the world's switches. */
export function AuthDevtools(props: DevtoolsProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const id = useId()
  const close = useCallback((): void => {
    setOpen(false)
    button.current?.focus()
  }, [])

  useEffect(() => {
    const open = panel.current
    if (!isOpen || open === null) return undefined
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') close()
    }
    open.focus()
    open.addEventListener('keydown', onKey)
    return () => open.removeEventListener('keydown', onKey)
  }, [isOpen, close])

  return (
    <>
      <style href="authchart-launcher" precedence="medium">
        {launcherCss}
      </style>
      <button
        ref={button}
        type="button"
        className="ac-launcher"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        Sign-in chart
      </button>
      <div
        ref={panel}
        id={id}
        className="ac-devtools"
        role="dialog"
        aria-label="Sign-in chart"
        tabIndex={-1}
        hidden={!isOpen}
      >
        {isOpen ? (
          <>
            <button type="button" className="ac-devtools-close" onClick={close}>
              Close
            </button>
            <Suspense fallback={null}>
              <DevtoolsPanel {...props} />
            </Suspense>
          </>
        ) : null}
      </div>
    </>
  )
}

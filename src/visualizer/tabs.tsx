'use client'

import { useId, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react'

export interface Tab {
  readonly name: string
  readonly count?: number
  readonly content: ReactNode
}

/** Tabs by the book (WAI-ARIA APG): one stop for the Tab key, arrows move and choose. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }): ReactElement {
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const open = tabs[chosen] ?? tabs[0]

  function move(event: KeyboardEvent): void {
    const places: Readonly<Record<string, number>> = {
      ArrowRight: (chosen + 1) % tabs.length,
      ArrowLeft: (chosen + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }
    const place = places[event.key]
    if (place === undefined) return
    event.preventDefault()
    setChosen(place)
    list.current?.querySelectorAll('button')[place]?.focus()
  }

  return (
    <div className="ac-tabs">
      <div ref={list} role="tablist" aria-label={label} tabIndex={-1} onKeyDown={move}>
        {tabs.map((tab, place) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`${id}${place}`}
            aria-selected={tab === open}
            aria-controls={`${id}panel`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => setChosen(place)}
          >
            {tab.name}
            {tab.count === undefined || tab.count === 0 ? null : <span className="ac-count">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${tabs.findIndex((tab) => tab === open)}`}>
        {open?.content}
      </div>
    </div>
  )
}

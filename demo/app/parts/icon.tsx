import type { ReactElement } from 'react'

const paths = {
  alert: 'M12 4 3 19.5h18L12 4Zm0 6v4.5m0 2.6v.4',
  back: 'm14.5 5-7 7 7 7',
  camera: 'M3.5 7.5h4l1.5-2.5h6l1.5 2.5h4v11.5h-17zM12 16.2a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M12 7.5V12l3 2M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Z',
  cut: 'm4 4 16 16M8.2 8A6 6 0 0 0 6 19h11m3.4-1.7A4.5 4.5 0 0 0 18 10a7 7 0 0 0-6.6-4.9',
  key: 'M14.5 9.5a4.5 4.5 0 1 0-3.2 4.3L13 15.5h2V18h2.5v2.5H21V17l-6.8-6.2c.2-.4.3-.9.3-1.3ZM8.5 8v.1',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9.5h-13z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8.5a7.5 7.5 0 0 1 15 0',
  pin: 'M12 21s7-6.1 7-11.2A7 7 0 0 0 5 9.8C5 14.9 12 21 12 21Zm0-8.7a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Z',
  send: 'M4 12 20 4.5 15 20l-3.5-6.5L4 12Zm7.5 1.5L20 4.5',
  up: 'm5 14.5 7-7 7 7',
} as const

export type IconName = keyof typeof paths

/** Decoration beside a word; it never stands alone for one. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
